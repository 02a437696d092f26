import { checkEntry, type FactHeader, isWithinLog } from '@shutong/contracts';
import { type Entry, serviceName } from '@shutong/decision';
import { dedupKey } from '../domain/dedup-key.js';
import { keyChangeOf } from '../domain/own-entries.js';
import type { Submission } from '../domain/submission.js';
import { type BatchDesk, type RejectCode, tryApply } from './batch-desk.js';
import { frameOf } from './leaf-frame.js';
import { refuseUndecided } from './record-refusal.js';
import { isSameSubmission, isTaken } from './repeat.js';

/** Members of the header that are no part of the leaf. */
const ENVELOPE = new Set(['v', 'type', 'id', 'shard', 'epoch', 'sd', 'od', 'dd', 'deadline', 'replyTo']);

/** Logs a fact, if it has the form of its kind and neither contradicts what the log holds nor is refused by `apply`. */
export function recordFact(desk: BatchDesk, submission: Submission<FactHeader>): RejectCode | undefined {
  const { header, tick, d } = submission;
  const { id, replyTo } = header;
  const owner = serviceName(tick.by);
  const dedup = dedupKey('fact', owner, id);
  const recorded = desk.sheet.seen(dedup);
  if (isTaken(owner, desk.sheet.under(id)) || (recorded !== undefined && !isSameSubmission(header, recorded.h))) {
    desk.outgoing.reply(replyTo, { kind: 'none', id, d, code: 'IDEMPOTENCY_CONFLICT' });
  } else if (recorded !== undefined) {
    desk.outgoing.reply(replyTo, { kind: 'seen', id, d, entry: recorded, after: [] });
  } else if (header.epoch !== desk.epoch) {
    refuseUndecided(desk, submission, 'EPOCH_TURNED');
  } else {
    return stateNew(desk, submission, dedup);
  }
  return undefined;
}

function stateNew(desk: BatchDesk, submission: Submission<FactHeader>, dedup: Uint8Array): RejectCode | undefined {
  const { header } = submission;
  const leaf = leafOf(desk.at, submission);
  if (leaf === undefined) return 'HEADER_INVALID';
  const isSound = isDocumented(leaf, submission) && isWithinLog(leaf, desk.sheet.nextIndex, desk.epoch);
  const isApplied = isSound && !desk.fold.contradicts(leaf) && tryApply(desk, leaf);
  if (!isApplied) {
    refuseUndecided(desk, submission, 'FACT_INVALID');
    return undefined;
  }
  const entry = desk.sheet.add(leaf, dedup, submission);
  desk.outgoing.reply(header.replyTo, { kind: 'made', id: header.id, entry });
  noteConsequences(desk, leaf, entry.index);
  return undefined;
}

function leafOf(at: number, submission: Submission<FactHeader>): Entry | undefined {
  const plain = Object.fromEntries(Object.entries(submission.header).filter(([name]) => !ENVELOPE.has(name)));
  const leaf = checkEntry({ ...plain, ...frameOf(at, submission) });
  return leaf.ok ? leaf.value : undefined;
}

/** A dataset is published with its document, and with the one its entry names. */
function isDocumented(leaf: Entry, { header, doc }: Submission<FactHeader>): boolean {
  return leaf.k === 'dataset.published' ? doc !== undefined && header.dd === leaf.schema : doc === undefined;
}

/** What a new fact means beyond the decision state: keys in force, announcements. */
function noteConsequences(desk: BatchDesk, leaf: Entry, index: number): void {
  if (leaf.k === 'key.changed') desk.keys = desk.keys.with(keyChangeOf(leaf));
  if (leaf.k === 'dataset.published') desk.outgoing.publications.push({ published: index });
  if (leaf.k === 'dataset.retired') desk.outgoing.publications.push({ published: leaf.d, retired: index });
}
