import type { Mismatch, Told } from '@shutong/decision';

/** `mismatch 81234 expected query-denied GRANT_SUSPENDED found query-permitted` (ledger.md §6). */
export function mismatchLine({ index, expected, found }: Mismatch): string {
  return `mismatch ${String(index)} expected ${words(expected)} found ${words(found)}`;
}

/** Kind, reasons, then other members with their JSON. */
function words({ kind, res, why, ...members }: Told): string {
  const others = Object.entries(members).flatMap(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return [kind, ...(res === undefined ? [] : [res]), ...(why ?? []), ...others].join(' ');
}
