import type { Hash } from '../hashing/hash.js';
import { joinNodes, type Node, nodesOf, type Range } from './node.js';

/** Which stored nodes a proof needs, and how to make it of their hashes. */
export interface ProofPlan {
  readonly nodes: readonly Node[];
  /** The proof from the hashes of `nodes`, in their order. */
  assemble(hashes: readonly Hash[]): Hash[];
}

/** Inclusion of leaf `index` at `size`. Throws RangeError unless 0 ≤ index < size. */
export function planInclusion(index: number, size: number): ProofPlan {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`no leaf ${index} at size ${size}`);
  }
  const ranges: Range[] = [];
  let position = index;
  for (let width = 1; width < size; width *= 2) {
    const sibling = position % 2 === 0 ? position + 1 : position - 1;
    const from = sibling * width;
    if (from < size) ranges.push({ from, to: Math.min(from + width, size) });
    position = Math.floor(position / 2);
  }
  return planOf(ranges);
}

/** Consistency `from` → `to`, RFC 6962 §2.1.2; equal sizes need nothing. Throws RangeError unless 1 ≤ from ≤ to. */
export function planConsistency(from: number, to: number): ProofPlan {
  if (!Number.isSafeInteger(to) || !Number.isSafeInteger(from) || from < 1 || from > to) {
    throw new RangeError(`no consistency proof from ${from} to ${to}`);
  }
  return planOf(subproof(from, { from: 0, to }, true));
}

/** SUBPROOF(m, D[n], b): `known` while the older root is the verifier's own. */
function subproof(older: number, within: Range, known: boolean): Range[] {
  const size = within.to - within.from;
  if (older === size) return known ? [] : [within];
  const left = largestPowerBelow(size);
  const middle = within.from + left;
  if (older <= left) {
    return [...subproof(older, { from: within.from, to: middle }, known), { from: middle, to: within.to }];
  }
  return [...subproof(older - left, { from: middle, to: within.to }, false), { from: within.from, to: middle }];
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function planOf(ranges: readonly Range[]): ProofPlan {
  const groups = ranges.map(nodesOf);
  return {
    nodes: groups.flat(),
    assemble(hashes) {
      let taken = 0;
      return groups.map((group) => joinNodes(hashes.slice(taken, (taken += group.length))));
    },
  };
}
