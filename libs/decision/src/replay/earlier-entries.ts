import type { EarlierEntry } from '../apply/apply.js';
import type { Spending } from '../apply/spend.js';
import type { Entry, EntryKind } from '../entry/entry.js';
import type { QueryPermitted } from '../entry/query-entries.js';

/**
 * What `apply` may ask of the entries before it and no more, so that a log of a million entries is replayed in little memory:
 * the kind of those that can be pointed at, and what a permit has spent until its outcome comes.
 */
export class EarlierEntries {
  private readonly kinds: (EntryKind | undefined)[] = [];
  private readonly open = new Map<number, Spending>();

  at(index: number): EarlierEntry | undefined {
    const kind = this.kinds[index];
    return this.open.get(index) ?? (kind === undefined ? undefined : { k: kind });
  }

  remember(index: number, entry: Entry): void {
    this.kinds[index] = pointedAt(entry.k);
    if (entry.k === 'query-permitted') this.open.set(index, spendingOf(entry));
    if ((entry.k === 'answered' || entry.k === 'failed') && entry.ep === undefined) this.open.delete(entry.q);
  }
}

/** A literal, so that no text of the entry stays alive. */
function pointedAt(kind: EntryKind): EntryKind | undefined {
  switch (kind) {
    case 'query-permitted':
      return 'query-permitted';
    case 'correction.opened':
      return 'correction.opened';
    case 'application.submitted':
      return 'application.submitted';
    default:
      return undefined;
  }
}

function spendingOf({ k, at, cons, ds, mode, use }: QueryPermitted): Spending {
  return { k, at, cons, ds, mode, use };
}
