import { checkEntry, type NotReleasedHeader } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { dedupKey } from '../domain/dedup-key.js';
import type { Submission } from '../domain/submission.js';
import { applyOwn, type BatchDesk, type RejectCode } from './batch-desk.js';
import type { KnownEntry } from './batch-sheet.js';
import { frameOf } from './leaf-frame.js';

const QUESTIONS = new Set(['query-permitted', 'query-denied', 'explained', 'refused-at-edge']);

/**
 * Logs that a gateway did not release an answer. A release of a query denied or refused makes no entry: nothing could have been released.
 * `NOT_ENTITLED` when the query is another gateway's, or not the one the header names.
 */
export function recordRelease(desk: BatchDesk, submission: Submission<NotReleasedHeader>): RejectCode | undefined {
  const { header, party } = submission;
  const under = desk.sheet.under(header.id);
  const query = under.find((known) => isMeant(known, header, desk.epoch));
  if (query === undefined) return isUndecided(header, party.code, under) ? undefined : 'NOT_ENTITLED';
  const { entry } = query;
  if (entry.k !== 'query-permitted' || entry.src.by !== party.code) return 'NOT_ENTITLED';
  const dedup = dedupKey('release', entry.sys, header.id);
  if (desk.sheet.seen(dedup) !== undefined) return undefined;
  const leaf = { ...frameOf(desk.at, submission), k: 'not-released', q: query.index, why: header.why } as Entry;
  if (!checkEntry(leaf).ok) return 'HEADER_INVALID';
  applyOwn(desk, leaf);
  desk.sheet.add(leaf, dedup, submission);
  return undefined;
}

/** The gateway's own question that was not permitted: it need not know, it may have timed out before it heard. */
function isUndecided(header: NotReleasedHeader, gateway: string, under: readonly KnownEntry[]): boolean {
  return header.q === undefined && under.some(({ entry }) => QUESTIONS.has(entry.k) && entry.src.by === gateway);
}

function isMeant(known: KnownEntry, header: NotReleasedHeader, epoch: string): boolean {
  return known.epoch === epoch && known.entry.k === 'query-permitted' && (header.q === undefined || known.index === header.q);
}
