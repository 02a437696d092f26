import { checkEntry, type ExplainHeader, type QueryHeader } from '@shutong/contracts';
import { type AskedMembers, type Decision, type Entry, questionOf } from '@shutong/decision';
import { dedupKey } from '../domain/dedup-key.js';
import type { Submission } from '../domain/submission.js';
import { applyOwn, type BatchDesk, type RejectCode } from './batch-desk.js';
import { frameOf, type LeafFrame, present } from './leaf-frame.js';
import { refuseUndecided } from './record-refusal.js';
import { followersOf, isSameSubmission, isTaken } from './repeat.js';

/** Decides a query or explains what would be decided; a repeat is told what is recorded (ledger.md §5 steps 2 and 3). */
export function decideQuery(desk: BatchDesk, submission: Submission<QueryHeader | ExplainHeader>): RejectCode | undefined {
  const { header, d } = submission;
  const { id, replyTo } = header;
  const dedup = dedupKey(header.type, header.sys, id);
  const under = desk.sheet.under(id);
  const recorded = desk.sheet.seen(dedup);
  if (isTaken(header.sys, under) || (recorded !== undefined && !isSameSubmission(header, recorded.h))) {
    desk.outgoing.reply(replyTo, { kind: 'none', id, d, code: 'IDEMPOTENCY_CONFLICT' });
  } else if (recorded !== undefined) {
    desk.outgoing.reply(replyTo, { kind: 'seen', id, d, entry: recorded, after: followersOf(recorded, under) });
  } else if (header.epoch !== desk.epoch) {
    refuseUndecided(desk, submission, 'EPOCH_TURNED');
  } else if (Date.parse(header.deadline) <= desk.at) {
    refuseUndecided(desk, submission, 'DEADLINE_PASSED');
  } else {
    return decideNew(desk, submission, dedup);
  }
  return undefined;
}

function decideNew(
  desk: BatchDesk,
  submission: Submission<QueryHeader | ExplainHeader>,
  dedup: Uint8Array,
): RejectCode | undefined {
  const { header, h, s, tick } = submission;
  const frame = frameOf(desk.at, submission);
  const decision = desk.fold.decide(
    questionOf({ ...askedOf(header), ...present({ rows: header.rows }) } as AskedMembers, frame.at),
  );
  const leaf = leafOf(header, frame, decision);
  if (!checkEntry(leaf).ok) return 'HEADER_INVALID';
  applyOwn(desk, leaf);
  const entry = desk.sheet.add(leaf, dedup, submission);
  desk.outgoing.reply(header.replyTo, { kind: 'made', id: header.id, entry });
  if (leaf.k === 'query-permitted' && s !== undefined) desk.outgoing.dispatch(header.prov, { entry, submission: { h, tick, s } });
  return undefined;
}

/** What is asked but for the rows: the leaf of a permit has the filter in force instead. */
function askedOf(header: QueryHeader | ExplainHeader): Omit<AskedMembers, 'rows'> {
  const { cons, sys, prov, ds, mode, purpose, basis, law, role, fields, sub, c } = header;
  return { cons, sys, prov, ds, mode, purpose, basis, law, role, fields, c, ...present({ sub }) } as Omit<AskedMembers, 'rows'>;
}

function leafOf(header: QueryHeader | ExplainHeader, frame: LeafFrame, decision: Decision): Entry {
  const asked = askedOf(header);
  const { permit, ...found } = decision;
  if (header.type === 'explain')
    return { ...frame, k: 'explained', res: permit ? 'permit' : 'deny', ...asked, ...found } as Entry;
  return { ...frame, k: permit ? 'query-permitted' : 'query-denied', ...asked, ...found } as Entry;
}
