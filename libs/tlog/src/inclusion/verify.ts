import { areHashes, equalHashes, type Hash, hashNode, isHash } from '../hashing/hash.js';

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  /** Hash of the entry, made by the caller from the entry's bytes: a node's hash would pass just as well. */
  readonly leaf: Hash;
  /** Siblings from the leaf up. */
  readonly proof: readonly Hash[];
  readonly root: Hash;
}

/**
 * RFC 9162 §2.1.3.2. The arithmetic does not bind the size: take size and root from one verified checkpoint.
 * Numbers instead of BigInt: every service verifies thousands of these a second, and below 2^53 halving is exact
 * (a property test compares with the BigInt loop). Sizes from 2^53 on, fractions and negative values are refused.
 */
export function verifyInclusion({ index, size, leaf, proof, root }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  if (index < 0 || index >= size) return false;
  if (!isHash(leaf) || !isHash(root) || !areHashes(proof)) return false;
  const computed = climb(index, size - 1, leaf, proof);
  return computed !== undefined && equalHashes(computed, root);
}

/** `position` and `last`: of the node and of the last node on its level (fn and sn of the RFC). */
function climb(position: number, last: number, leaf: Hash, proof: readonly Hash[]): Hash | undefined {
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (position % 2 === 1) {
      hash = hashNode(sibling, hash);
    } else if (position === last) {
      // A lone right node was promoted: go up to the level where it has a left sibling.
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
      hash = hashNode(sibling, hash);
    } else {
      hash = hashNode(hash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}
