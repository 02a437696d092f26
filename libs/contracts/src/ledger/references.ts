import type { Entry, EntryKind } from '@shutong/decision';

/** A reference inside an entry: the index it names and the kinds it may name (ledger.md §3, `idx`). */
export interface Reference {
  readonly index: number;
  readonly kinds: readonly EntryKind[];
}

const to = (index: number | undefined, ...kinds: readonly EntryKind[]): Reference[] =>
  index === undefined ? [] : [{ index, kinds }];

/** All references of an entry into its own log. Those of an entry with `ep` count in another one and are not here. */
export function referencesOf(entry: Entry): readonly Reference[] {
  if ('ep' in entry && entry.ep !== undefined) return [];
  switch (entry.k) {
    case 'query-permitted':
    case 'query-denied':
    case 'explained':
      return [
        ...to(entry.use.p, 'policy.changed', 'epoch.opened'),
        ...to(entry.use.d, 'dataset.published'),
        ...to(entry.use.g, 'grant.issued'),
        ...to(entry.use.c, 'consent.given'),
      ];
    case 'answered':
    case 'failed':
    case 'not-released':
      return to(entry.q, 'query-permitted');
    case 'correction.opened':
      return to(entry.q, 'query-permitted');
    case 'dataset.retired':
      return to(entry.d, 'dataset.published');
    case 'grant.issued':
      return to(entry.a, 'application.submitted');
    case 'grant.revoked':
      return to(entry.g, 'grant.issued');
    default:
      return referencesOfOther(entry);
  }
}

function referencesOfOther(entry: Entry): readonly Reference[] {
  switch (entry.k) {
    case 'suspension.set':
      if (entry.scope.t === 'grant') return to(entry.scope.g, 'grant.issued');
      return entry.scope.t === 'dataset' ? to(entry.scope.d, 'dataset.published') : [];
    case 'suspension.lifted':
      return to(entry.s, 'suspension.set');
    case 'consent.given':
      return to(entry.gd, 'guardian.registered');
    case 'consent.withdrawn':
      return to(entry.cst, 'consent.given');
    case 'guardian.ended':
      return to(entry.gd, 'guardian.registered');
    case 'correction.closed':
      return to(entry.cr, 'correction.opened');
    case 'application.clock':
    case 'application.decided':
      return to(entry.a, 'application.submitted');
    default:
      return [];
  }
}
