import type { ReplyItem } from '@shutong/contracts';
import type { SourceReason } from '@shutong/kernel';
import type { ProvenQuery } from '../domain/check/proven-query.js';
import type { Outcome } from '../domain/journal/outcome.js';
import type { Journal } from './journal.port.js';
import type { Outcomes } from './outcomes.port.js';
import type { Replies } from './replies.port.js';

/** A query whose end is known. */
export interface Closed {
  readonly query: ProvenQuery;
  readonly outcome: Outcome;
  /** Absent where nobody waits any more, or where nothing may be told. */
  readonly reply?: ReplyItem;
}

/** Ends queries: on disk first, then to the gateway, then into the log (protocol.md §6.1 step 9). */
export class CloseQueries {
  constructor(
    private readonly journal: Journal,
    private readonly replies: Replies,
    private readonly outcomes: Outcomes,
    /** Told of each ended query, for the metrics. */
    private readonly tally: (outcome: Outcome) => void,
  ) {}

  async execute(closed: readonly Closed[]): Promise<void> {
    if (closed.length === 0) return;
    await this.journal.close(closed.map(({ outcome }) => outcome));
    const sent = closed.map(({ query, reply }) =>
      reply === undefined ? Promise.resolve() : this.replies.send(query.header.replyTo, reply),
    );
    this.outcomes.submit(closed.map(({ outcome }) => outcome));
    for (const { outcome } of closed) this.tally(outcome);
    await Promise.all(sent);
  }
}

/** Outcome and reply of a query that failed. */
export function failedQuery(query: ProvenQuery, why: SourceReason, ms: number, isTold: boolean): Closed {
  const { leaf, index, lh, deadlineMs } = query;
  const outcome: Outcome = { kind: 'failed', id: leaf.id, index, deadlineMs, ms, why: [why] };
  const reply: ReplyItem = { id: leaf.id, index, lh, status: 'failed', why: [why] };
  return isTold ? { query, outcome, reply } : { query, outcome };
}
