import { describe, expect, it } from '@jest/globals';
import { growLog, naiveTile, testLogKey } from './grown-log.contract.js';
import { Heads } from './heads.js';
import { MemoryRecords } from './memory-records.contract.js';
import { ProveInLog } from './prove-in-log.js';
import { readLogContract } from './read-log.contract.js';
import { ReadLog } from './read-log.js';
import { StoredTree } from './stored-tree.js';

describe('a log in memory', () => {
  readLogContract((log) => {
    const records = new MemoryRecords();
    records.log = log;
    return Promise.resolve({ records, close: () => Promise.resolve() });
  });
});

describe('a log that grows while it is read', () => {
  it('goes on proving under a head it gave out, also when the notary has replaced that head', async () => {
    const records = new MemoryRecords();
    const heads = new Heads(records);
    const proofs = new ProveInLog(heads, new StoredTree(records));
    records.log = growLog(300, testLogKey());
    await heads.newest();
    records.log = growLog(301, testLogKey());
    await heads.newest();
    expect(await proofs.inclusion(3, 300)).toMatchObject({ ok: true });
    expect(await proofs.inclusion(3, 299)).toEqual({ ok: false, failure: 'HEAD_NOT_KEPT' });
  });

  it('keeps the upper tiles right from partial to full, across 70,000 entries', async () => {
    const records = new MemoryRecords();
    const reader = new ReadLog(records, new Heads(records), new StoredTree(records));
    const whole = growLog(70_000, testLogKey());
    for (const size of [65_000, 65_535, 65_536, 70_000]) {
      records.log = {
        ...whole,
        entries: whole.entries.slice(0, size),
        leaves: whole.leaves.slice(0, size),
        tiles: whole.tiles.filter((tile) => (tile.n + 1) * 256 ** (tile.level + 1) <= size),
      };
      const width = Math.min(256, Math.floor(size / 256));
      const tile = await reader.tile({ level: 1, n: 0, width });
      expect(tile).toEqual({ ok: true, value: naiveTile(whole.leaves, 1, 0, width) });
    }
    expect(await reader.tile({ level: 2, n: 0, width: 1 })).toEqual({ ok: true, value: naiveTile(whole.leaves, 2, 0, 1) });
  }, 30_000);
});
