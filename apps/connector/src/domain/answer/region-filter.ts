/** The part of a code that names a region: …0000 a province, …00 a city, else the district itself. */
function prefixOf(region: string): string {
  if (region.endsWith('0000')) return region.slice(0, -4);
  return region.endsWith('00') ? region.slice(0, -2) : region;
}

/** Whether a region equals one of the filter's or lies below it (ledger.md §3, Rows). */
export function isWithinRegions(region: string, filter: readonly string[]): boolean {
  return filter.some((wide) => region === wide || region.startsWith(prefixOf(wide)));
}

/**
 * The region that a value of a row names: of a USCC digits 3–8, of longer place codes the first six (domain.md §8). Undefined when it
 * names none; such a row passes no filter.
 */
export function regionOfValue(value: unknown, identifier: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const code = identifier === 'uscc' ? value.slice(2, 8) : value.slice(0, 6);
  return /^\d{6}$/.test(code) ? code : undefined;
}
