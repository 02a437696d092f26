import { HASHES, HEAD, type Head, LEAF, PATH, PROVEN_ENTRY, type ProvenEntry } from './head.js';
import { closed, listOf, recordParser } from './shape.js';
import { COUNT, DIGEST, ID, REASON } from './spelling.js';

/** A new entry; with `d` and `was`, an entry seen before and what followed it, under this head (protocol.md §3.5). */
export interface DecidedEntry extends ProvenEntry {
  readonly id: string;
  readonly d?: string;
  readonly was?: readonly ProvenEntry[];
}

/** A submission that made no entry. */
export interface DecidedRefusal {
  readonly id: string;
  readonly d: string;
  readonly code: 'IDEMPOTENCY_CONFLICT' | 'NOT_ENTITLED' | 'HEADER_INVALID' | 'INTERNAL';
}

export type DecidedItem = DecidedEntry | DecidedRefusal;

/** Record of `replies.<gateway>` by the notary. */
export interface DecidedBatch {
  readonly head: Head;
  readonly hashes: readonly string[];
  readonly items: readonly DecidedItem[];
  /** Age of the oldest submission of the batch, ms. */
  readonly lagMs: number;
}

const ENTRY = closed({ id: ID, index: COUNT, leaf: LEAF, path: PATH, d: DIGEST, was: listOf(PROVEN_ENTRY) }, ['d', 'was']);

const DECIDED = closed({
  head: HEAD,
  hashes: HASHES,
  items: listOf({ oneOf: [ENTRY, closed({ id: ID, d: DIGEST, code: REASON })] }, 1),
  lagMs: COUNT,
});

export const parseDecided = recordParser<DecidedBatch>(DECIDED);
