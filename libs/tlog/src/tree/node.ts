import { type Hash, hashNode } from '../hashing/hash.js';

/** A complete subtree of 2^level leaves: those from `index * 2^level` on. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/** Leaves [from, to). `from` is a multiple of the largest power of two not above its length, as in every proof. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The complete subtrees of a range, largest first. */
export function nodesOf({ from, to }: Range): Node[] {
  const nodes: Node[] = [];
  let start = from;
  while (start < to) {
    const level = Math.floor(Math.log2(to - start));
    const exact = 2 ** level > to - start ? level - 1 : level;
    nodes.push({ level: exact, index: start / 2 ** exact });
    start += 2 ** exact;
  }
  return nodes;
}

/** Root over complete subtrees given largest first: the split at the largest power of two leaves the rest on the right. */
export function joinNodes(hashes: readonly Hash[]): Hash {
  let joined = hashes[hashes.length - 1];
  if (joined === undefined) throw new RangeError('a range has at least one node');
  for (let i = hashes.length - 2; i >= 0; i -= 1) joined = hashNode(hashes[i] as Hash, joined);
  return joined;
}
