import { areHashes, equalHashes, type Hash, hashNode, isHash } from '../hashing/hash.js';

/** A tree size: bigint where a foreign log may sign up to 2^63 - 1. */
export type Count = number | bigint;

export interface ConsistencyClaim {
  readonly from: Count;
  readonly to: Count;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}

/**
 * RFC 9162 §2.1.4.2. Equal sizes: equal roots and an empty proof. From 0: always false, for it proves nothing; who
 * knows no head yet has to say so. Take each size and root from one verified checkpoint.
 */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: ConsistencyClaim): boolean {
  if (!isCount(from) || !isCount(to)) return false;
  if (!isHash(fromRoot) || !isHash(toRoot) || !areHashes(proof)) return false;
  const [older, newer] = [BigInt(from), BigInt(to)];
  if (older < 1n || older > newer) return false;
  if (older === newer) return proof.length === 0 && equalHashes(fromRoot, toRoot);
  const roots = rebuild(older, newer, fromRoot, proof);
  return roots !== undefined && equalHashes(roots.older, fromRoot) && equalHashes(roots.newer, toRoot);
}

interface Roots {
  readonly older: Hash;
  readonly newer: Hash;
}

/** Both roots as the proof spells them. */
function rebuild(older: bigint, newer: bigint, fromRoot: Hash, proof: readonly Hash[]): Roots | undefined {
  // A power of two is a complete subtree of the newer tree: its root is left out of the proof.
  const [seed, ...rest] = isPowerOfTwo(older) ? [fromRoot, ...proof] : proof;
  return seed === undefined ? undefined : climb(older - 1n, newer - 1n, seed, rest);
}

function climb(fn: bigint, sn: bigint, seed: Hash, rest: readonly Hash[]): Roots | undefined {
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let older = seed;
  let newer = seed;
  for (const sibling of rest) {
    if (sn === 0n) return undefined;
    if ((fn & 1n) === 1n || fn === sn) {
      older = hashNode(sibling, older);
      newer = hashNode(sibling, newer);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      newer = hashNode(newer, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? { older, newer } : undefined;
}

function isCount(value: Count): boolean {
  return typeof value === 'bigint' ? value >= 0n : Number.isSafeInteger(value) && value >= 0;
}

function isPowerOfTwo(value: bigint): boolean {
  return (value & (value - 1n)) === 0n;
}
