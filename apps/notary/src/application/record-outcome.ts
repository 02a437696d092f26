import { type AnsweredHeader, checkEntry, type FailedHeader } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { dedupKey } from '../domain/dedup-key.js';
import type { Submission } from '../domain/submission.js';
import { applyOwn, type BatchDesk, type RejectCode } from './batch-desk.js';
import type { KnownEntry } from './batch-sheet.js';
import { frameOf, present } from './leaf-frame.js';

/**
 * Logs a connector's outcome: the first one of a query wins, a repeated one is acknowledged with the old index.
 * `NOT_ENTITLED` when the query is not a permitted one of this id and provider.
 */
export function recordOutcome(desk: BatchDesk, submission: Submission<AnsweredHeader | FailedHeader>): RejectCode | undefined {
  const { header } = submission;
  const { id, prov } = header;
  const dedup = dedupKey('outcome', prov, id);
  const recorded = desk.sheet.seen(dedup);
  if (recorded !== undefined) {
    desk.outgoing.ack(prov, { id, index: recorded.index });
    return undefined;
  }
  if (!isQueryOf(desk, header)) return 'NOT_ENTITLED';
  const leaf = leafOf(desk, submission);
  if (!checkEntry(leaf).ok) return 'HEADER_INVALID';
  // An outcome of an earlier epoch's query has no effect on this epoch's counters (ledger.md §3).
  applyOwn(desk, leaf);
  const entry = desk.sheet.add(leaf, dedup, submission);
  desk.outgoing.ack(prov, { id, index: entry.index });
  return undefined;
}

function isQueryOf(desk: BatchDesk, { id, q, prov, ep }: AnsweredHeader | FailedHeader): boolean {
  return desk.sheet.under(id).some((known: KnownEntry) => {
    const { entry } = known;
    return known.epoch === (ep ?? desk.epoch) && known.index === q && entry.k === 'query-permitted' && entry.prov === prov;
  });
}

function leafOf(desk: BatchDesk, submission: Submission<AnsweredHeader | FailedHeader>): Entry {
  const { header } = submission;
  const frame = frameOf(desk.at, submission);
  const { q, prov, ms, ep } = header;
  const common = { ...frame, q, prov, ms, ...present({ ep }) };
  if (header.type === 'failed') return { ...common, k: 'failed', why: header.why } as Entry;
  return { ...common, k: 'answered', ver: header.ver, fields: header.fields, c: header.c } as Entry;
}
