import { closed, listOf } from './shape.js';
import { COUNT, TREE_HASH } from './spelling.js';

/** In every record of the notary: the signed checkpoint and how it continues what this topic saw last (protocol.md §3.3). */
export interface Head {
  readonly note: string;
  /** Size of the last head sent to this topic. */
  readonly from: number;
  /** RFC 6962 §2.1.2 proof from → size, base64; empty if equal or from 0. */
  readonly consistency: readonly string[];
}

/** An entry and the positions of its inclusion path in the record's `hashes`, leaf upward. */
export interface ProvenEntry {
  readonly index: number;
  /** Text of the entry as hashed. */
  readonly leaf: string;
  readonly path: readonly number[];
}

const MAX_PROOF_HASHES = 63;

export const HEAD = closed({
  note: { type: 'string', minLength: 1, maxLength: 65_536 },
  from: COUNT,
  consistency: { type: 'array', items: TREE_HASH, maxItems: MAX_PROOF_HASHES },
});

export const HASHES = listOf(TREE_HASH);
export const LEAF = { type: 'string', minLength: 2, maxLength: 16_384 } as const;
export const PATH = { type: 'array', items: COUNT, maxItems: MAX_PROOF_HASHES } as const;
export const PROVEN_ENTRY = closed({ index: COUNT, leaf: LEAF, path: PATH });
