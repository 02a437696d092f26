import { createHash } from 'node:crypto';
import type { Hash } from '../index.js';

/** RFC 6962 §2.1 read aloud: slow, recursive, and sharing no line with what it is compared with. */
const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

export function naiveLeaf(entry: Uint8Array): Hash {
  return sha256(Uint8Array.of(0), entry);
}

export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const k = split(leaves.length);
  return sha256(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

export function naivePath(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  if (index < k) return [...naivePath(index, leaves.slice(0, k)), naiveRoot(leaves.slice(k))];
  return [...naivePath(index - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

export function naiveConsistency(from: number, leaves: readonly Hash[], whole = true): Hash[] {
  if (from === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  if (from <= k) return [...naiveConsistency(from, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))];
  return [...naiveConsistency(from - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
