import { type Entry, type EntryKind, type QueryPermitted, serviceName } from '@shutong/decision';
import { fail, ok, type Result } from '@shutong/kernel';
import { referencesOf } from './references.js';

export type LedgerFault =
  | 'EPOCH_NOT_OPENED'
  | 'TIME_GOES_BACK'
  | 'REFERENCE_INVALID'
  | 'OUTCOME_MISMATCH'
  | 'OUTCOME_REPEATED'
  | 'EPOCH_INVALID'
  | 'SIZE_NOT_REACHED'
  | 'ID_REPEATED';

/** What of a permitted query its outcomes must repeat. */
interface OpenQuery {
  readonly id: string;
  readonly prov: string;
  readonly hasOutcome: boolean;
  readonly hasRelease: boolean;
}

/**
 * The rules between entries of one log, checked in order: time never goes back, references name earlier entries of the right kind,
 * outcomes belong to their query and stand once, ids are unique within their class. Memory grows with the log by some 100 bytes a query.
 */
export class LedgerRules {
  private readonly kinds: EntryKind[] = [];
  private readonly queries = new Map<number, OpenQuery>();
  private readonly ids = new Set<string>();
  private epoch: string | undefined;
  private at = '';

  get size(): number {
    return this.kinds.length;
  }

  /** Checks the entry at the next index and remembers it; a refused entry leaves everything as it was. */
  check(entry: Entry): Result<void, LedgerFault> {
    const fault = this.faultOf(entry);
    if (fault !== undefined) return fail(fault);
    this.remember(entry);
    return ok(undefined);
  }

  private faultOf(entry: Entry): LedgerFault | undefined {
    const index = this.kinds.length;
    if ((index === 0) !== (entry.k === 'epoch.opened')) return 'EPOCH_NOT_OPENED';
    if (entry.at < this.at) return 'TIME_GOES_BACK';
    if (!isOfAnotherEpoch(entry, this.epoch)) return 'EPOCH_INVALID';
    const areReferencesGood = referencesOf(entry).every(
      (reference) => reference.index < index && reference.kinds.includes(this.kinds[reference.index] ?? 'refused-at-edge'),
    );
    if (!areReferencesGood) return 'REFERENCE_INVALID';
    if (!isSizeReached(entry, index)) return 'SIZE_NOT_REACHED';
    return this.outcomeFault(entry) ?? (this.ids.has(classOf(entry)) ? 'ID_REPEATED' : undefined);
  }

  private outcomeFault(entry: Entry): LedgerFault | undefined {
    if (entry.k !== 'answered' && entry.k !== 'failed' && entry.k !== 'not-released') return undefined;
    if (entry.ep !== undefined) return undefined;
    const query = this.queries.get(entry.q);
    if (query?.id !== entry.id) return 'OUTCOME_MISMATCH';
    if (entry.k === 'not-released') return query.hasRelease ? 'OUTCOME_REPEATED' : undefined;
    if (query.prov !== entry.prov) return 'OUTCOME_MISMATCH';
    return query.hasOutcome ? 'OUTCOME_REPEATED' : undefined;
  }

  private remember(entry: Entry): void {
    const index = this.kinds.length;
    this.kinds.push(entry.k);
    this.at = entry.at;
    this.ids.add(classOf(entry));
    if (entry.k === 'epoch.opened') this.epoch = entry.epoch;
    if (entry.k === 'query-permitted') this.queries.set(index, openQuery(entry));
    if ((entry.k === 'answered' || entry.k === 'failed') && entry.ep === undefined) this.update(entry.q, { hasOutcome: true });
    if (entry.k === 'not-released' && entry.ep === undefined) this.update(entry.q, { hasRelease: true });
  }

  private update(index: number, change: Partial<OpenQuery>): void {
    const query = this.queries.get(index);
    if (query !== undefined) this.queries.set(index, { ...query, ...change });
  }
}

function openQuery(entry: QueryPermitted): OpenQuery {
  return { id: entry.id, prov: entry.prov, hasOutcome: false, hasRelease: false };
}

/** Whether an entry speaks only of what the log has reached when it comes to stand at `index` in `epoch`; its references aside. */
export function isWithinLog(entry: Entry, index: number, epoch: string): boolean {
  return isOfAnotherEpoch(entry, epoch) && isSizeReached(entry, index);
}

/** `ep` names an earlier epoch, never the own. */
function isOfAnotherEpoch(entry: Entry, epoch: string | undefined): boolean {
  return !('ep' in entry) || entry.ep === undefined || entry.ep !== epoch;
}

/** Index or range of an `opening.erased`, size of an `audit.accessed`: what the log has reached. */
function isSizeReached(entry: Entry, index: number): boolean {
  if ('ep' in entry && entry.ep !== undefined) return true;
  if (entry.k === 'audit.accessed') return entry.upto <= index;
  if (entry.k === 'opening.erased') return 'from' in entry.of ? entry.of.to <= index : (entry.of.at(-1) ?? 0) < index;
  return entry.k !== 'case.changed' || (entry.of.at(-1) ?? 0) < index;
}

/** One entry per class, owner and id (ledger.md §5, dedup), as far as leaves tell. */
function classOf(entry: Entry): string {
  switch (entry.k) {
    case 'query-permitted':
    case 'query-denied':
      return `query ${entry.sys} ${entry.id}`;
    case 'explained':
      return `explain ${entry.sys} ${entry.id}`;
    case 'refused-at-edge':
      return `refused ${entry.sys ?? entry.src.by} ${entry.id}`;
    case 'answered':
    case 'failed':
      return `outcome ${entry.prov} ${entry.id}`;
    case 'not-released':
      return `release ${entry.id}`;
    default:
      return `fact ${serviceName(entry.src.by)} ${entry.id}`;
  }
}
