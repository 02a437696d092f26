import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EdgeTree, type Hash, type InclusionClaim, planConsistency, verifyConsistency, verifyInclusion } from '../index.js';
import { naiveLeaf } from './naive-tree.contract.js';
import { verifyInclusionInBigInt } from './rfc-inclusion.contract.js';

const LARGEST = 2_000;
const leaves = Array.from({ length: LARGEST }, (_, i) => naiveLeaf(Buffer.from(`entry ${i}`)));
const position = fc.integer({ min: 2, max: LARGEST }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

function claimOf(size: number, index: number): InclusionClaim {
  const growth = EdgeTree.empty.append(leaves.slice(0, size));
  return { index, size, leaf: leaves[index] ?? growth.tree.root(), proof: growth.inclusion(index), root: growth.tree.root() };
}

function flipped(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  const at = Math.floor(bit / 8) % copy.length;
  copy.writeUInt8((copy.readUInt8(at) ^ (1 << (bit % 8))) & 0xff, at);
  return copy;
}

function bend(proof: readonly Hash[], at: number, bit: number): Hash[] {
  return proof.map((hash, i) => (i === at ? flipped(hash, bit) : hash));
}

describe('a bent inclusion proof fails', () => {
  it('with one bit changed anywhere', () => {
    fc.assert(
      fc.property(position, fc.nat(255), fc.nat(), ([size, index], bit, pick) => {
        const claim = claimOf(size, index);
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leaf: flipped(claim.leaf, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flipped(claim.root, bit) })).toBe(false);
        const at = pick % claim.proof.length;
        expect(verifyInclusion({ ...claim, proof: bend(claim.proof, at, bit) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('with another index, a hash more or a hash less', () => {
    fc.assert(
      fc.property(position, fc.nat(LARGEST), ([size, index], other) => {
        const claim = claimOf(size, index);
        if (other !== index) expect(verifyInclusion({ ...claim, index: other })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(0, -1) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [claim.leaf, ...claim.proof] })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('with numbers that are no positions', () => {
    const claim = claimOf(13, 6);
    for (const wrong of [-1, 6.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 64]) {
      expect(verifyInclusion({ ...claim, index: wrong })).toBe(false);
      expect(verifyInclusion({ ...claim, size: wrong })).toBe(false);
    }
  });
});

describe('a bent consistency proof fails', () => {
  it('with one bit changed, a hash more or a hash less', () => {
    fc.assert(
      fc.property(position, fc.nat(255), fc.nat(), ([to, last], bit, pick) => {
        const from = last + 1;
        const growth = EdgeTree.empty.append(leaves.slice(0, to));
        const plan = planConsistency(from, to);
        const proof = plan.assemble(plan.nodes.map((node) => growth.node(node) ?? Buffer.alloc(0)));
        const [fromRoot, toRoot] = [EdgeTree.empty.append(leaves.slice(0, from)).tree.root(), growth.tree.root()];
        const claim = { from, to, fromRoot, toRoot, proof };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, fromRoot: flipped(fromRoot, bit) })).toBe(false);
        expect(verifyConsistency({ ...claim, toRoot: flipped(toRoot, bit) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, toRoot] })).toBe(false);
        if (proof.length === 0) return;
        expect(verifyConsistency({ ...claim, proof: bend(proof, pick % proof.length, bit) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: proof.slice(1) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('inclusion in numbers says what RFC 9162 says in BigInt', () => {
  const hashes = fc.array(
    fc.nat(5).map((i) => leaves[i] ?? Buffer.alloc(32)),
    { maxLength: 66 },
  );

  it('for honest and bent claims', () => {
    fc.assert(
      fc.property(position, fc.nat(LARGEST), fc.nat(LARGEST), ([size, index], otherIndex, otherSize) => {
        const claim = claimOf(size, index);
        for (const each of [claim, { ...claim, index: otherIndex }, { ...claim, size: otherSize }]) {
          expect(verifyInclusion(each)).toBe(verifyInclusionInBigInt(each));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('for any shape up to 2^53, judged with the root that the BigInt loop computes', () => {
    const big = fc.maxSafeNat();
    fc.assert(
      fc.property(big, big, hashes, (index, size, proof) => {
        const leaf = leaves[9] ?? Buffer.alloc(32);
        // Paths of the right length are rare by chance: cut the random one to what this position needs.
        for (let length = 0; length <= proof.length; length += 1) {
          const claim = { index, size, leaf, proof: proof.slice(0, length), root: leaf };
          const root = verifyInclusionInBigInt.rootOf(claim) ?? leaf;
          expect(verifyInclusion({ ...claim, root })).toBe(verifyInclusionInBigInt({ ...claim, root }));
        }
      }),
      { numRuns: 100 },
    );
  });
});
