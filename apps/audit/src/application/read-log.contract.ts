import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  decodeBundle,
  openCheckpoint,
  noteSigner,
  parseTlogProof,
  parseVkey,
  tileLevels,
  TILE_WIDTH,
  verifyConsistency,
  verifyInclusion,
} from '@shutong/tlog';
import { type GrownLog, growLog, naiveRoot, naiveTile, ORIGIN, testLogKey } from './grown-log.contract.js';
import { Heads } from './heads.js';
import type { LogRecords } from './log-records.port.js';
import { ProveInLog } from './prove-in-log.js';
import { ReadLog } from './read-log.js';
import { StoredTree } from './stored-tree.js';

export interface StoredLog {
  readonly records: LogRecords;
  readonly close: () => Promise<void>;
}

const SIZES = [1, 255, 256, 257, 1000] as const;
const key = testLogKey();

/** What every place that keeps a log must give the read API, at sizes around the tile borders. */
export function readLogContract(store: (log: GrownLog | undefined) => Promise<StoredLog>): void {
  describe('before its first entry', () => {
    it('a log has no checkpoint, no tile, no entry and no proof', async () => {
      const { records, close } = await store(undefined);
      const { log, proofs } = readerOf(records);
      const nothing = { ok: false, failure: 'NOT_IN_LOG' };
      expect(await log.checkpoint()).toEqual(nothing);
      expect(await log.tile({ level: 0, n: 0, width: 1 })).toEqual(nothing);
      expect(await log.tile({ level: 'entries', n: 0, width: 1 })).toEqual(nothing);
      expect(await log.entry(0)).toEqual(nothing);
      expect(await log.indicesOf('AAAAAAAAAAAAAAAAAAAAAA')).toEqual([]);
      expect(await proofs.inclusion(0, 1)).toEqual(nothing);
      expect(await proofs.consistency(1, 1)).toEqual(nothing);
      await close();
    });
  });

  describe.each(SIZES)('at %d entries', (size) => {
    const grown = growLog(size, key);
    let stored: StoredLog;
    let reader: ReturnType<typeof readerOf>;
    beforeAll(async () => {
      stored = await store(grown);
      reader = readerOf(stored.records);
    });
    afterAll(() => stored.close());

    it('the checkpoint opens to this size and root', async () => {
      const checkpoint = valueOf(await reader.log.checkpoint());
      const vkey = parseVkey(noteSigner(ORIGIN, 1, key).vkey);
      expect(vkey.ok && openCheckpoint(checkpoint, vkey.value)).toEqual({
        ok: true,
        value: { origin: ORIGIN, size, root: naiveRoot(grown.leaves) },
      });
    });

    it('every tile, full and partial, holds the hashes of the definition', async () => {
      for (const { level, full, partial } of tileLevels(size)) {
        for (let n = 0; n < full; n += 1) {
          expect(await reader.log.tile({ level, n, width: TILE_WIDTH })).toEqual({
            ok: true,
            value: naiveTile(grown.leaves, level, n, TILE_WIDTH),
          });
        }
        for (const width of new Set([1, Math.ceil(partial / 2), partial].filter((each) => each > 0 && each <= partial))) {
          expect(await reader.log.tile({ level, n: full, width })).toEqual({
            ok: true,
            value: naiveTile(grown.leaves, level, full, width),
          });
        }
        expect(await reader.log.tile({ level, n: full, width: partial + 1 })).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
      }
      expect(await reader.log.tile({ level: 63, n: 0, width: 1 })).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
    });

    it('a full tile also serves its prefixes', async () => {
      const width = Math.min(7, size);
      expect(await reader.log.tile({ level: 0, n: 0, width })).toEqual({ ok: true, value: naiveTile(grown.leaves, 0, 0, width) });
    });

    it('the bundles hold every entry, in order', async () => {
      const read: string[] = [];
      for (let n = 0; n * TILE_WIDTH < size; n += 1) {
        const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
        const bundle = valueOf(await reader.log.tile({ level: 'entries', n, width }));
        read.push(...(decodeBundle(bundle, width) ?? []).map((entry) => Buffer.from(entry).toString()));
      }
      expect(read).toEqual(grown.entries.map((entry) => entry.toString()));
    });

    it('inclusion proofs of first, middle and last entry verify', async () => {
      for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
        const parsed = parseTlogProof(valueOf(await reader.proofs.inclusion(index, size)));
        if (!parsed.ok) throw new Error(parsed.failure);
        const leaf = grown.leaves[index] ?? grown.root;
        expect(parsed.value.checkpoint).toBe(grown.note);
        expect(verifyInclusion({ index, size, leaf, proof: parsed.value.proof, root: grown.root })).toBe(true);
      }
      expect(await reader.proofs.inclusion(size, size)).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
      expect(await reader.proofs.inclusion(0, size + 1)).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
      if (size > 1) expect(await reader.proofs.inclusion(0, size - 1)).toEqual({ ok: false, failure: 'HEAD_NOT_KEPT' });
    });

    it('consistency proofs verify between any two sizes', async () => {
      const pairs = [
        [1, size],
        [Math.ceil(size / 3), size],
        [size, size],
        [Math.ceil(size / 4), Math.ceil(size / 2)],
      ] as const;
      for (const [from, to] of pairs) {
        const proof = valueOf(await reader.proofs.consistency(from, to));
        const [fromRoot, toRoot] = [naiveRoot(grown.leaves.slice(0, from)), naiveRoot(grown.leaves.slice(0, to))];
        expect(verifyConsistency({ from, to, fromRoot, toRoot, proof })).toBe(true);
      }
      expect(await reader.proofs.consistency(1, size + 1)).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
      expect(await reader.proofs.consistency(0, size)).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
    });

    it('an entry is found by its index, and with its outcome by its id', async () => {
      expect(Buffer.from(valueOf(await reader.log.entry(size - 1))).toString()).toBe(grown.entries[size - 1]?.toString());
      expect(await reader.log.entry(size)).toEqual({ ok: false, failure: 'NOT_IN_LOG' });
      expect(await reader.log.indicesOf(grown.ids[0] ?? '')).toEqual(size === 1 ? [0] : [0, 1]);
    });
  });
}

function readerOf(records: LogRecords): { readonly log: ReadLog; readonly proofs: ProveInLog } {
  const heads = new Heads(records);
  const tree = new StoredTree(records);
  return { log: new ReadLog(records, heads, tree), proofs: new ProveInLog(heads, tree) };
}

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: string }): T {
  if (!result.ok) throw new Error(result.failure);
  return result.value;
}
