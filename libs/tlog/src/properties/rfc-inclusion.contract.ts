import type { Hash, InclusionClaim } from '../index.js';
import { hashNode } from '../index.js';

/** RFC 9162 §2.1.3.2, step by step, in BigInt: what the loop in numbers is compared with. */
export function verifyInclusionInBigInt(claim: InclusionClaim): boolean {
  const root = rootOf(claim);
  return root !== undefined && Buffer.compare(root, claim.root) === 0;
}

/** The root that the steps compute; undefined where they fail before comparing. */
function rootOf({ index, size, leaf, proof }: Omit<InclusionClaim, 'root'>): Hash | undefined {
  if (BigInt(index) >= BigInt(size)) return undefined;
  let fn = BigInt(index);
  let sn = BigInt(size) - 1n;
  let r = leaf;
  for (const p of proof) {
    if (sn === 0n) return undefined;
    if ((fn & 1n) === 1n || fn === sn) {
      r = hashNode(p, r);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      r = hashNode(r, p);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? r : undefined;
}

verifyInclusionInBigInt.rootOf = rootOf;
