/** What `npm run demo -- --json FILE` writes. Members are read by other programs: additions only. */
export interface DemoReport {
  readonly scenarios: readonly { readonly id: string; readonly ok: boolean; readonly steps: readonly string[] }[];
  readonly refusals: readonly { readonly id: string; readonly codes: readonly string[]; readonly ok: boolean }[];
  readonly log: {
    /** Entries under the verified checkpoint. */
    readonly size: number;
    readonly verified: boolean;
    /** `null`: this version cannot replay decisions. */
    readonly replayMismatches: number | null;
  };
  readonly ok: boolean;
}
