import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@shutong/kernel';
import { type NoteSigner, noteSigner } from '@shutong/tlog';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { loadLogKey } from '../keys/private-key.js';
import { HeadKeeper } from './head-keeper.js';
import { TestLog } from './test-log.contract.js';

describe('a keeper of heads', () => {
  let node: TestNode;
  let signer: NoteSigner;
  let log: TestLog;
  beforeEach(async () => {
    node = await testNode();
    signer = noteSigner(node.directory.origin, 1, await loadLogKey(node.files.key('log.pem')));
    log = new TestLog(signer);
  });
  afterEach(() => node.remove());

  const open = (): Promise<HeadKeeper> =>
    HeadKeeper.open({
      directory: node.directory,
      pinFile: join(node.home, 'pin.json'),
      proofs: log,
      clock: systemClock,
      alarm: () => undefined,
      warn: () => undefined,
    });

  it('follows a growing log by the proofs in its records, without asking the log', async () => {
    const keeper = await open();
    log.isReachable = false;
    const sizes = [3, 4, 9, 300, 70_000];
    for (const [place, size] of sizes.entries()) {
      const verdict = await keeper.accept(log.head(size, sizes[place - 1] ?? 0));
      expect(verdict.ok && verdict.value.size).toBe(size);
    }
    expect(keeper.pin?.size).toBe(70_000);
  });

  it('has the pin on disk before it lets anybody act, and goes on from it after a restart', async () => {
    const keeper = await open();
    await keeper.accept(log.head(5));
    expect(JSON.parse(await readFile(join(node.home, 'pin.json'), 'utf8'))).toMatchObject({ v: 1, size: 5 });
    const again = await open();
    expect(again.pin?.size).toBe(5);
    log.isReachable = false;
    expect((await again.accept(log.head(8, 5))).ok).toBe(true);
  });

  it('knows the heads it has verified and takes them again in any order', async () => {
    const keeper = await open();
    for (const [size, from] of [
      [2, 0],
      [3, 2],
      [7, 3],
    ] as const)
      await keeper.accept(log.head(size, from));
    log.isReachable = false;
    expect((await keeper.accept(log.head(3, 2))).ok).toBe(true);
    expect(keeper.pin?.size).toBe(7);
  });

  it('fetches the proof for a head that starts elsewhere or lies before the pin, and never goes back', async () => {
    const keeper = await open();
    await keeper.accept(log.head(10));
    expect((await keeper.accept(log.head(20, 15))).ok).toBe(true);
    expect((await keeper.accept(log.head(6, 2))).ok).toBe(true);
    expect(keeper.pin?.size).toBe(20);
  });

  it('holds what it cannot prove, and takes it once the proof is to be had', async () => {
    const keeper = await open();
    await keeper.accept(log.head(10));
    log.isReachable = false;
    expect(await keeper.accept(log.head(20, 15))).toEqual({ ok: false, failure: 'HEAD_UNKNOWN' });
    expect(keeper.isForked).toBe(false);
    log.isReachable = true;
    expect((await keeper.accept(log.head(20, 15))).ok).toBe(true);
  });

  it('judges heads handed over together one after the other', async () => {
    const keeper = await open();
    await keeper.accept(log.head(2));
    log.isReachable = false;
    const verdicts = await Promise.all([
      keeper.accept(log.head(4, 2)),
      keeper.accept(log.head(6, 4)),
      keeper.accept(log.head(9, 6)),
    ]);
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, true, true]);
  });
});
