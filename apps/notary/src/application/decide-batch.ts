import { Fold, serviceName, type State } from '@shutong/decision';
import { dedupKey } from '../domain/dedup-key.js';
import type { OwnDraft } from '../domain/own-draft.js';
import { keyChangeOf } from '../domain/own-entries.js';
import type { KeysInForce } from '../domain/keys-in-force.js';
import type { Submission } from '../domain/submission.js';
import type { RefusedItem } from './admit.js';
import type { Batch } from './batch.js';
import type { BatchDesk, RejectCode } from './batch-desk.js';
import { BatchSheet } from './batch-sheet.js';
import { decideQuery } from './decide-query.js';
import { lendPersons } from './lend-persons.js';
import type { LoadedRows, NewEntry, OutboxRow, StateRows } from './ledger.port.js';
import { Outgoing } from './outgoing.js';
import { outboxOf } from './outbox-rows.js';
import { recordFact } from './record-fact.js';
import { recordOutcome } from './record-outcome.js';
import { recordRefusal } from './record-refusal.js';
import { recordRelease } from './record-release.js';
import { stateRows } from './state-rows.js';

/** What the lock holder keeps between batches. */
export interface Memory {
  readonly state: State;
  readonly keys: KeysInForce;
  /** Decision time of the last entry, epoch ms. */
  readonly at: number;
}

export interface BatchSetting {
  readonly shard: string;
  readonly epoch: string;
  readonly loaded: LoadedRows;
  readonly batch: Pick<Batch, 'submissions' | 'refused' | 'own'>;
  /** Entries of the log before the batch. */
  readonly size: number;
  /** One decision time for the whole batch, epoch ms, not before memory's. */
  readonly at: number;
}

/** A submission that turned out to have no right to its entry, or not the form of its kind. */
export interface Rejected {
  readonly submission: Submission;
  readonly code: RejectCode;
}

/** A decided batch: what to append and what to say. Nothing of it touches memory until `commit`. */
export interface BatchPlan {
  readonly at: number;
  readonly entries: readonly NewEntry[];
  readonly rejected: readonly Rejected[];
  readonly outgoing: Outgoing;
  readonly outbox: readonly OutboxRow[];
  readonly state: StateRows;
  /** The memory after the batch; called once the batch is appended. */
  commit(): Memory;
}

/**
 * Decides a batch in order, earlier entries of it counting (ledger.md §5 steps 2 and 3). Free of Kafka and PostgreSQL: the same memory, rows,
 * submissions and time give the same leaves, however a stream is cut into batches.
 */
export function decideBatch(memory: Memory, setting: BatchSetting): BatchPlan {
  const { shard, epoch, loaded, batch, size, at } = setting;
  const fold = Fold.over(memory.state);
  lendPersons(fold, loaded);
  const desk: BatchDesk = {
    shard,
    epoch,
    at,
    sheet: new BatchSheet(epoch, size, loaded),
    fold,
    outgoing: new Outgoing(),
    keys: memory.keys,
  };
  for (const draft of batch.own(at)) addOwn(desk, draft);
  for (const refused of batch.refused) tell(desk, refused);
  const rejected = batch.submissions.flatMap((submission) => record(desk, submission));
  const { entries } = desk.sheet;
  return {
    at,
    entries,
    rejected,
    outgoing: desk.outgoing,
    outbox: outboxOf(desk.outgoing, size, at),
    state: stateRows(desk.sheet.made, fold.counters()),
    commit: () => {
      fold.commit('without-persons');
      return { state: memory.state, keys: desk.keys, at: entries.length > 0 ? at : memory.at };
    },
  };
}

function addOwn(desk: BatchDesk, draft: OwnDraft): void {
  const { entry } = draft;
  const index = desk.sheet.nextIndex;
  // The notary states nothing that contradicts its own log.
  if (!desk.fold.apply(index, entry, () => undefined).ok) throw new Error(`own entry ${entry.k} does not apply`);
  desk.sheet.addOwn(draft, dedupKey('fact', serviceName(entry.src.by), entry.id));
  if (entry.k === 'key.changed') desk.keys = desk.keys.with(keyChangeOf(entry));
}

function record(desk: BatchDesk, submission: Submission): readonly Rejected[] {
  const code = faultOf(desk, submission);
  if (code === undefined) return [];
  const { party, header, d } = submission;
  tell(desk, {
    party,
    id: header.id,
    d,
    code,
    ...('replyTo' in header && typeof header.replyTo === 'string' ? { replyTo: header.replyTo } : {}),
  });
  return [{ submission, code }];
}

/** Records one submission; the code when it gets no entry for a fault of its own. */
function faultOf(desk: BatchDesk, submission: Submission): RejectCode | undefined {
  const { header } = submission;
  switch (header.type) {
    case 'query':
    case 'explain':
      return decideQuery(desk, { ...submission, header });
    case 'refused':
      return recordRefusal(desk, { ...submission, header });
    case 'not-released':
      return recordRelease(desk, { ...submission, header });
    case 'answered':
    case 'failed':
      return recordOutcome(desk, { ...submission, header });
    case 'fact':
      return recordFact(desk, { ...submission, header });
  }
}

/** Tells the sender that there is no entry: a department through its acks, others through the gateway that waits. */
function tell(desk: BatchDesk, refused: RefusedItem): void {
  const { party, id, d, code, replyTo } = refused;
  if (party.dept !== undefined) desk.outgoing.ack(party.dept, { id, code });
  else if (party.use === 'gateway') desk.outgoing.reply(party.code, { kind: 'none', id, d, code });
  else if (replyTo !== undefined) desk.outgoing.reply(replyTo, { kind: 'none', id, d, code });
}
