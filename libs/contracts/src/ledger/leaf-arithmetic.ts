import type { Entry } from '@shutong/decision';

/** Rules between members of one leaf that a schema cannot say. */
export function isLeafConsistent(entry: Entry): boolean {
  switch (entry.k) {
    case 'grant.issued':
      return entry.spent?.day === undefined || entry.spent.day <= entry.spent.total;
    case 'consent.given':
      return areUsesPast(entry.uses ?? [], entry.at);
    case 'opening.erased':
      // Half-open range.
      return !('from' in entry.of) || entry.of.from < entry.of.to;
    default:
      return true;
  }
}

/** Ascending, two in one batch have one time, and all before the entry's own. */
function areUsesPast(uses: readonly string[], at: string): boolean {
  return uses.every((use, place) => use < at && (place === 0 || (uses[place - 1] ?? '') <= use));
}
