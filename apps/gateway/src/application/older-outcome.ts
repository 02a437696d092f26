import { fromInstant, inCatalogueOrder } from '@shutong/kernel';
import type { CheckedEntry } from '../domain/decision/proven-entry.js';
import type { Receipt } from '../domain/receipt/receipt.js';
import type { Refusal } from '../domain/refusal/refusal.js';

/** A permitted query without outcome is over by then: 30 s of waiting and 2 s of skew (protocol.md §5.3). */
const OPEN_MS = 32_000;

/** What a repeat under the same key gets: the recorded outcome, never a second read (protocol.md §5.3). */
export function olderOutcome(query: CheckedEntry, followers: readonly CheckedEntry[], receipt: Receipt, now: number): Refusal {
  const { entry } = query;
  const { id } = entry;
  if (entry.k === 'query-denied') return { code: 'QUERY_DENIED', id, reasons: inCatalogueOrder(entry.why), receipt };
  for (const { entry: follower } of followers) {
    if (follower.k === 'answered') return { code: 'ALREADY_ANSWERED', id, receipt };
    if (follower.k === 'failed') return { code: 'SOURCE_FAILED', id, reasons: inCatalogueOrder(follower.why), receipt };
  }
  const isOver = followers.length > 0 || now >= (fromInstant(entry.at) ?? 0) + OPEN_MS;
  return isOver ? { code: 'TIMEOUT', id, receipt } : { code: 'QUERY_IN_PROGRESS', id, retryAfterSeconds: 1 };
}
