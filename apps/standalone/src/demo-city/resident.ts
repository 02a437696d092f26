/** One row of the demonstration register, in the items of D01. Dates are `YYYY-MM-DD`. */
export interface Resident {
  readonly idNo: string;
  readonly name: string;
  readonly sex: Sex;
  readonly ethnicity: string;
  readonly birthDate: string;
  readonly domicileRegion: string;
  readonly domicileAddr: string;
  readonly householdNo: string;
  readonly relationToHead: string;
  readonly deathMark: boolean;
  readonly deregisteredOn?: string;
}

/** Codes of GB/T 2261.1. */
export type Sex = '1' | '2';
