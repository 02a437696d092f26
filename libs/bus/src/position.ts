import { fail, ok, type Result } from '@shutong/kernel';

/** Offsets of one fetch, filtered records (control records of transactions) included. */
export interface FetchedSpan {
  readonly first: bigint;
  readonly last: bigint;
  /** End of the log when the broker answered. */
  readonly end: bigint;
}

export type PositionFault = 'LOG_GAP' | 'LOG_REPLACED';

/**
 * The next offset a reader wants, and what it may be offered instead. kafkajs resets silently to the log's start when the wanted offset
 * is not in the log (stack.md §6); only the offsets that arrive show it.
 */
export class Position {
  private hasTaken = false;

  /**
   * @param wanted next offset, or `undefined` until the broker has told the group's committed one
   * @param isExact whether an offset that is missing before the first one offered is a fault (not for compacted or expiring topics)
   */
  constructor(
    private wanted: bigint | undefined,
    private readonly isExact: boolean,
  ) {}

  get next(): bigint | undefined {
    return this.wanted;
  }

  /** After a (re)join a fetch may still be under way from where the group stood, below the wanted offset. */
  rejoined(): void {
    this.hasTaken = false;
  }

  /** Moves past the span; its value is the first offset to hand out (`last + 1` if all is below the wanted one). */
  take({ first, last, end }: FetchedSpan): Result<bigint, PositionFault> {
    const wanted = this.wanted ?? first;
    if (end < wanted || (this.hasTaken && first < wanted)) return fail('LOG_REPLACED');
    if (this.isExact && first > wanted) return fail('LOG_GAP');
    const from = first > wanted ? first : wanted;
    if (last < from) return ok(last + 1n);
    this.hasTaken = true;
    this.wanted = last + 1n;
    return ok(from);
  }
}
