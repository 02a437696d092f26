import type { Entry } from '@shutong/decision';
import type { StoredOutbox } from './history.port.js';
import type { OutboxMessage } from './outbox-rows.js';
import { Outgoing } from './outgoing.js';
import type { TickPlace } from '../domain/submission.js';
import type { KnownEntry } from './batch-sheet.js';

/**
 * What a successor sends again: rows with a future deadline, and past dispatches without an outcome, so that the connector says `failed`
 * and nothing stays spent (protocol.md §6.11). Receivers drop ids they know. `now` in epoch ms.
 */
export function resendable(rows: readonly StoredOutbox[], epoch: string, now: number): Outgoing {
  const outgoing = new Outgoing();
  for (const row of rows) {
    const message = JSON.parse(row.message) as OutboxMessage;
    const isDue = row.deadline > now || (message.kind === 'dispatch' && !row.hasOutcome);
    if (isDue) add(outgoing, row, message, epoch);
  }
  return outgoing;
}

function add(outgoing: Outgoing, row: StoredOutbox, message: OutboxMessage, epoch: string): void {
  const receiver = row.topic.slice(row.topic.indexOf('.') + 1);
  const entry = knownOf(row, epoch);
  const { id } = entry.entry;
  switch (message.kind) {
    case 'dispatch':
      outgoing.dispatch(receiver, { entry, submission: { h: row.h, tick: JSON.parse(row.seal) as TickPlace, s: message.s } });
      return;
    case 'ack':
      outgoing.ack(receiver, { id, index: row.index });
      return;
    case 'decided':
      outgoing.reply(receiver, { kind: 'made', id, entry });
  }
}

function knownOf(row: StoredOutbox, epoch: string): KnownEntry {
  return { epoch, index: row.index, leaf: row.leaf, entry: JSON.parse(row.leaf) as Entry, dedup: new Uint8Array(), h: row.h };
}
