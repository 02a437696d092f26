import { dispatchTopic, repliesTopic } from '@shutong/bus';
import type { OutboxRow } from './ledger.port.js';
import type { Outgoing } from './outgoing.js';

/** How long an acknowledgement is worth sending (protocol.md §9). */
const ACK_LIFE_MS = 30_000;

/**
 * What a row holds beside its entry, its header and its seal, which stand in tables of their own: of a dispatch the sealed query.
 * Answers to repeats have no entry here and no row: the next repeat asks again.
 */
export type OutboxMessage =
  { readonly kind: 'dispatch'; readonly s: string } | { readonly kind: 'decided' } | { readonly kind: 'ack' };

/** One row for every message about a new entry, inserted with it; `at` in epoch ms. */
export function outboxOf(outgoing: Outgoing, from: number, at: number): readonly OutboxRow[] {
  const rows: OutboxRow[] = [];
  const put = (index: number, topic: string, deadline: number, message: OutboxMessage): void => {
    if (index >= from) rows.push({ index, topic, deadline, message: JSON.stringify(message) });
  };
  for (const [department, drafts] of outgoing.dispatches) {
    for (const { entry, submission } of drafts)
      put(entry.index, dispatchTopic(department), deadlineOf(submission.h), { kind: 'dispatch', s: submission.s });
  }
  for (const [department, acks] of outgoing.acks) {
    for (const ack of acks) if ('index' in ack) put(ack.index, dispatchTopic(department), at + ACK_LIFE_MS, { kind: 'ack' });
  }
  for (const [gateway, drafts] of outgoing.replies) {
    for (const draft of drafts)
      if (draft.kind === 'made') put(draft.entry.index, repliesTopic(gateway), deadlineOf(draft.entry.h), { kind: 'decided' });
  }
  return rows;

  function deadlineOf(h: string | undefined): number {
    const header = h === undefined ? {} : (JSON.parse(h) as { deadline?: string });
    return header.deadline === undefined ? at : Date.parse(header.deadline);
  }
}
