import type { Entry, EntryKind } from '@shutong/decision';

/** A reference inside an entry: the index it names and the kinds it may name (ledger.md §3, `idx`). */
export interface Reference {
  readonly index: number;
  readonly kinds: readonly EntryKind[];
}

/** What an index may name, by the name of the member that holds it (ledger.md §3, `idx`). */
export const REFERENCE_KINDS = {
  p: ['policy.changed', 'epoch.opened'],
  d: ['dataset.published'],
  g: ['grant.issued'],
  c: ['consent.given'],
  cst: ['consent.given'],
  gd: ['guardian.registered'],
  q: ['query-permitted'],
  s: ['suspension.set'],
  cr: ['correction.opened'],
  a: ['application.submitted'],
} as const satisfies Readonly<Record<string, readonly EntryKind[]>>;

const to = (member: keyof typeof REFERENCE_KINDS, index: number | undefined): Reference[] =>
  index === undefined ? [] : [{ index, kinds: REFERENCE_KINDS[member] }];

/** All references of an entry into its own log. Those of an entry with `ep` count in another one and are not here. */
export function referencesOf(entry: Entry): readonly Reference[] {
  if ('ep' in entry && entry.ep !== undefined) return [];
  switch (entry.k) {
    case 'query-permitted':
    case 'query-denied':
    case 'explained':
      return [...to('p', entry.use.p), ...to('d', entry.use.d), ...to('g', entry.use.g), ...to('c', entry.use.c)];
    case 'answered':
    case 'failed':
    case 'not-released':
      return to('q', entry.q);
    case 'correction.opened':
      return to('q', entry.q);
    case 'dataset.retired':
      return to('d', entry.d);
    case 'grant.issued':
      return to('a', entry.a);
    case 'grant.revoked':
      return to('g', entry.g);
    default:
      return referencesOfOther(entry);
  }
}

function referencesOfOther(entry: Entry): readonly Reference[] {
  switch (entry.k) {
    case 'suspension.set':
      if (entry.scope.t === 'grant') return to('g', entry.scope.g);
      return entry.scope.t === 'dataset' ? to('d', entry.scope.d) : [];
    case 'suspension.lifted':
      return to('s', entry.s);
    case 'consent.given':
      return to('gd', entry.gd);
    case 'consent.withdrawn':
      return to('cst', entry.cst);
    case 'guardian.ended':
      return to('gd', entry.gd);
    case 'correction.closed':
      return to('cr', entry.cr);
    case 'application.clock':
    case 'application.decided':
      return to('a', entry.a);
    default:
      return [];
  }
}
