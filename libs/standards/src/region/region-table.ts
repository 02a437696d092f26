/** A region code with its life (行政区划, GB/T 2260): dates `YYYY-MM-DD`, both inclusive, absent where open. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** The code that took over. */
  readonly successor?: string;
}

/** The region codes and the signs of provinces somebody chose to accept. Immutable; `with` makes a larger one. */
export class RegionTable {
  private readonly byCode: ReadonlyMap<string, Region>;
  private readonly provinceSigns: ReadonlySet<string>;

  /** `provinceSigns`: the one-character names of provinces (省简称), one after the other. */
  constructor(provinceSigns: string, regions: Iterable<Region>) {
    this.byCode = new Map(Array.from(regions, (region) => [region.code, region]));
    this.provinceSigns = new Set(provinceSigns);
  }

  find(code: string): Region | undefined {
    return this.byCode.get(code);
  }

  hasPrefix(prefix: string): boolean {
    return [...this.byCode.keys()].some((code) => code.startsWith(prefix));
  }

  /** Whether plates and certificates of a province begin with the character. */
  hasProvinceSign(sign: string): boolean {
    return this.provinceSigns.has(sign);
  }

  with(provinceSigns: string, regions: Iterable<Region>): RegionTable {
    return new RegionTable([...this.provinceSigns, provinceSigns].join(''), [...this.byCode.values(), ...regions]);
  }
}

export function isInForce(region: Region, on: string): boolean {
  return (region.validFrom ?? '') <= on && (region.validTo === undefined || on <= region.validTo);
}
