import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  EdgeTree,
  encodeBundle,
  type Growth,
  type Hash,
  hashLeaf,
  hashOfRange,
  parseTilePath,
  placeOf,
  planConsistency,
  planInclusion,
  type ProofPlan,
  TILE_WIDTH,
  tileLevels,
  verifyConsistency,
  verifyInclusion,
} from '../index.js';
import { fromHex, vectorJson } from './vector-files.contract.js';

interface Size {
  readonly size: number;
  readonly root: string;
  readonly levels: readonly { readonly level: number; readonly full: number; readonly partial: number }[];
  readonly rightEdge: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly inclusion: readonly { readonly index: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly { readonly from: number; readonly oldRoot: string; readonly proof: readonly string[] }[];
}

const { sizes } = vectorJson<{ sizes: readonly Size[] }>('tlog/tree-sizes.json');
const largest = Math.max(...sizes.map((each) => each.size));
const entries = Array.from({ length: largest }, (_, i) => Buffer.from(String(i)));
const leaves = entries.map((entry) => hashLeaf(entry));
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

/** A log as it is stored: full tiles, and the edge of its tree. */
class StoredLog {
  readonly #tiles = new Map<string, Uint8Array>();
  readonly growth: Growth;

  constructor(readonly size: number) {
    this.growth = EdgeTree.empty.append(leaves.slice(0, size));
    for (const tile of this.growth.fullTiles) this.#tiles.set(`${tile.level}/${tile.n}`, tile.data);
  }

  tile(level: number, n: number): Buffer {
    return Buffer.from(this.#tiles.get(`${level}/${n}`) ?? Buffer.concat(this.growth.tree.edge(level)));
  }

  prove(plan: ProofPlan): string[] {
    const hashes = plan.nodes.map((node): Hash => {
      const { tile, first, count } = placeOf(node);
      const data = this.tile(tile.level, tile.n);
      return hashOfRange(Array.from({ length: count }, (_, i) => data.subarray((first + i) * 32, (first + i + 1) * 32)));
    });
    return plan.assemble(hashes).map(hex);
  }
}

describe.each(sizes.map((each) => [each.size, each] as const))('a log of %d leaves', (size, expected) => {
  const log = new StoredLog(size);

  it('has the listed root and tiles', () => {
    expect(hex(log.growth.tree.root())).toBe(expected.root);
    expect(tileLevels(size)).toEqual(expected.levels);
    const full = expected.levels.reduce((sum, level) => sum + level.full, 0);
    expect(log.growth.fullTiles.length).toBe(full);
  });

  it('serves the listed bytes at its right edge', () => {
    for (const { path, bytes, sha256 } of expected.rightEdge) {
      const address = parseTilePath(path);
      if (address === undefined) throw new Error(`not a tile path: ${path}`);
      const { level, n, width } = address;
      const first = n * TILE_WIDTH;
      const served = level === 'entries' ? encodeBundle(entries.slice(first, first + width)) : log.tile(level, n);
      expect([served.length, createHash('sha256').update(served).digest('hex')]).toEqual([bytes, sha256]);
    }
  });

  it('proves what the list says, from its tiles, and the proofs verify', () => {
    const root = log.growth.tree.root();
    for (const { index, proof } of expected.inclusion) {
      expect(log.prove(planInclusion(index, size))).toEqual(proof);
      expect(log.growth.inclusion(index).map(hex)).toEqual(proof);
      expect(verifyInclusion({ index, size, leaf: leaves[index] ?? root, root, proof: proof.map(fromHex) })).toBe(true);
    }
    for (const { from, oldRoot, proof } of expected.consistency) {
      expect(log.prove(planConsistency(from, size))).toEqual(proof);
      const claim = { from, to: size, fromRoot: fromHex(oldRoot), toRoot: root, proof: proof.map(fromHex) };
      expect(verifyConsistency(claim)).toBe(true);
    }
  });
});
