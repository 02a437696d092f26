import { type Hash, hashNode } from '@shutong/tlog';

const HASH_BYTES = 32;

/**
 * The root that an inclusion path leads to (the loop of RFC 9162 §2.1.3.2), or undefined when index, size and length do not fit.
 * Any path leads to some root: only its signature makes it one.
 */
export function rootOfPath(index: number, size: number, leaf: Hash, proof: readonly Hash[]): Hash | undefined {
  if (!isPlace(index, size) || proof.some((hash) => hash.byteLength !== HASH_BYTES)) return undefined;
  let place = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      root = hashNode(sibling, root);
      // A lone right node was promoted: skip the levels at which it had no sibling.
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      root = hashNode(root, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

function isPlace(index: number, size: number): boolean {
  return Number.isSafeInteger(size) && Number.isSafeInteger(index) && index >= 0 && index < size;
}
