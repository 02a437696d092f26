import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BatchTree,
  EdgeTree,
  type Growth,
  type Hash,
  hashLeaf,
  planConsistency,
  ProofPool,
  resolvePath,
  splitTile,
  TILE_WIDTH,
  verifyConsistency,
  verifyInclusion,
} from '../index.js';
import { naiveConsistency, naiveLeaf, naivePath, naiveRoot } from './naive-tree.contract.js';

const LARGEST = 2_000;
const entries = Array.from({ length: LARGEST }, (_, i) => Buffer.from(`entry ${i}`));
const leaves = entries.map((entry) => naiveLeaf(entry));
const size = fc.integer({ min: 1, max: LARGEST });
/** Where a log of some size was cut into batches. */
const cuts = size.chain((total) =>
  fc.array(fc.integer({ min: 0, max: total }), { maxLength: 8 }).map((inner) => [...inner, total].sort((a, b) => a - b)),
);

function grow(ends: readonly number[]): Growth[] {
  let tree = EdgeTree.empty;
  return ends.map((end) => {
    const growth = tree.append(leaves.slice(tree.size, end));
    tree = growth.tree;
    return growth;
  });
}

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const edgesOf = (tree: EdgeTree): string[][] => [0, 1, 2].map((level) => tree.edge(level).map(hex));

describe('the growing tree', () => {
  it('hashes leaves as RFC 6962 does, short ones and ones above the scratch block', () => {
    for (const length of [0, 1, 16_383, 16_384, 16_385, 70_000]) {
      const entry = Buffer.alloc(length, 7);
      expect(hex(hashLeaf(entry))).toBe(hex(naiveLeaf(entry)));
    }
    expect(hex(hashLeaf('数通'))).toBe(hex(naiveLeaf(Buffer.from('数通'))));
  });

  it('has one root, one edge and the same tiles however the batches were cut', () => {
    fc.assert(
      fc.property(cuts, (ends) => {
        const total = ends[ends.length - 1] ?? 0;
        const batches = grow(ends);
        const tree = batches[batches.length - 1]?.tree ?? EdgeTree.empty;
        expect(hex(tree.root())).toBe(hex(naiveRoot(leaves.slice(0, total))));
        expect(edgesOf(tree)).toEqual(edgesOf(EdgeTree.empty.append(leaves.slice(0, total)).tree));
        const tiles = batches.flatMap((batch) => batch.fullTiles).filter((tile) => tile.level === 0);
        expect(tiles.map((tile) => tile.n)).toEqual(Array.from({ length: Math.floor(total / TILE_WIDTH) }, (_, n) => n));
        expect(Buffer.concat(tiles.map((tile) => tile.data))).toEqual(Buffer.concat(leaves.slice(0, tiles.length * TILE_WIDTH)));
      }),
      { numRuns: 30 },
    );
  });

  it('restored from what is stored equals the one that was kept', () => {
    fc.assert(
      fc.property(size, fc.nat(300), (first, more) => {
        const kept = EdgeTree.empty.append(leaves.slice(0, first));
        const level1 = kept.fullTiles.map((tile) => naiveRoot(splitTile(tile.data) ?? []));
        const stored = [leaves.slice(first - (first % TILE_WIDTH), first), level1];
        const restored = EdgeTree.restore(first, (level) => stored[level] ?? []);
        expect(edgesOf(restored)).toEqual(edgesOf(kept.tree));
        const added = leaves.slice(0, more);
        expect(hex(restored.append(added).tree.root())).toBe(hex(kept.tree.append(added).tree.root()));
      }),
      { numRuns: 30 },
    );
  });

  it('is not restored from an edge that has not as many hashes as its size says', () => {
    expect(() => EdgeTree.restore(257, (level) => (level === 0 ? leaves.slice(0, 1) : []))).toThrow(RangeError);
    expect(() => EdgeTree.restore(1, () => [Buffer.alloc(31)])).toThrow(RangeError);
  });

  it('stays as it was when a batch on top of it is thrown away', () => {
    const { tree } = EdgeTree.empty.append(leaves.slice(0, 700));
    const before = edgesOf(tree);
    tree.append(leaves.slice(700, 1_500));
    expect(edgesOf(tree)).toEqual(before);
    expect(hex(tree.root())).toBe(hex(naiveRoot(leaves.slice(0, 700))));
  });

  it('proves every new leaf and the step from the last batch, hash for hash as RFC 6962 writes it', () => {
    fc.assert(
      fc.property(cuts, (ends) => {
        for (const batch of grow(ends)) {
          const [from, to] = [batch.from.size, batch.tree.size];
          const known = leaves.slice(0, to);
          for (const index of [from, Math.floor((from + to) / 2), to - 1].filter((each) => each >= from && each < to)) {
            expect(batch.inclusion(index).map(hex)).toEqual(naivePath(index, known).map(hex));
          }
          expect(batch.consistency().map(hex)).toEqual((from === 0 ? [] : naiveConsistency(from, known)).map(hex));
        }
      }),
      { numRuns: 8 },
    );
  });

  it('refuses to prove what its edge does not know', () => {
    const growth = EdgeTree.empty.append(leaves.slice(0, 600)).tree.append(leaves.slice(600, 700));
    expect(() => growth.inclusion(3)).toThrow(RangeError);
    expect(() => growth.inclusion(700)).toThrow(RangeError);
    expect(growth.node({ level: 0, index: 3 })).toBeUndefined();
    expect(growth.node({ level: 30, index: 0 })).toBeUndefined();
  });
});

describe('every proof', () => {
  it('of every leaf verifies at sizes around the powers of two and the tile borders', () => {
    for (const total of [1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 255, 256, 257, 511, 513, 1_000, LARGEST]) {
      const growth = EdgeTree.empty.append(leaves.slice(0, total));
      const root = growth.tree.root();
      for (const [index, leaf] of leaves.slice(0, total).entries()) {
        if (!verifyInclusion({ index, size: total, leaf, proof: growth.inclusion(index), root }))
          throw new Error(`${index} of ${total}`);
      }
    }
  });

  it('of consistency verifies from every size', () => {
    const total = 519;
    const growth = EdgeTree.empty.append(leaves.slice(0, total));
    const toRoot = growth.tree.root();
    for (let from = 1; from <= total; from += 1) {
      const plan = planConsistency(from, total);
      const proof = plan.assemble(plan.nodes.map((node) => growth.node(node) ?? Buffer.alloc(0)));
      const fromRoot = EdgeTree.empty.append(leaves.slice(0, from)).tree.root();
      expect([from, verifyConsistency({ from, to: total, fromRoot, toRoot, proof })]).toEqual([from, true]);
    }
  });

  it('in a small tree equals the one in the log', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (total, pick) => {
        const known = leaves.slice(0, total);
        const tree = new BatchTree(known);
        expect(hex(tree.root)).toBe(hex(naiveRoot(known)));
        expect(tree.proof(pick % total).map(hex)).toEqual(naivePath(pick % total, known).map(hex));
      }),
    );
    expect(() => new BatchTree([]).proof(0)).toThrow(RangeError);
  });

  it('comes out of a pool as it went in, and the pool holds each sibling once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (total) => {
        const tree = new BatchTree(leaves.slice(0, total));
        const pool = new ProofPool();
        const paths = leaves.slice(0, total).map((_, index) => pool.add(tree.proof(index)));
        for (const [index, path] of paths.entries()) {
          expect(resolvePath(pool.hashes, path)?.map(hex)).toEqual(tree.proof(index).map(hex));
        }
        expect(new Set(pool.hashes.map(hex)).size).toBe(pool.hashes.length);
        expect(resolvePath(pool.hashes, [pool.hashes.length])).toBeUndefined();
        expect(resolvePath(pool.hashes, [-1])).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});
