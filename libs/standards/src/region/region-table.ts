/** A region code with its life (行政区划, GB/T 2260): dates `YYYY-MM-DD`, both inclusive, absent where open. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** The code that took over. */
  readonly successor?: string;
}

/** The region codes somebody chose to accept. Immutable; `with` makes a larger one. */
export class RegionTable {
  private readonly byCode: ReadonlyMap<string, Region>;

  constructor(regions: Iterable<Region>) {
    this.byCode = new Map(Array.from(regions, (region) => [region.code, region]));
  }

  find(code: string): Region | undefined {
    return this.byCode.get(code);
  }

  hasPrefix(prefix: string): boolean {
    return [...this.byCode.keys()].some((code) => code.startsWith(prefix));
  }

  with(more: Iterable<Region>): RegionTable {
    return new RegionTable([...this.byCode.values(), ...more]);
  }
}

export function isInForce(region: Region, on: string): boolean {
  return (region.validFrom ?? '') <= on && (region.validTo === undefined || on <= region.validTo);
}
