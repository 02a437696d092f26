import { generateKeyPairSync } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock, toBase64 } from '@shutong/kernel';
import { type NoteSigner, noteSigner } from '@shutong/tlog';
import { Directory } from '../directory/directory.js';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { loadLogKey } from '../keys/private-key.js';
import { HeadKeeper } from './head-keeper.js';
import { TestLog } from './test-log.contract.js';

describe('a head is refused', () => {
  let node: TestNode;
  let signer: NoteSigner;
  let log: TestLog;
  let pinFile: string;
  let alarms: string[];
  beforeEach(async () => {
    node = await testNode();
    signer = noteSigner(node.directory.origin, 1, await loadLogKey(node.files.key('log.pem')));
    log = new TestLog(signer, 'a', 5);
    pinFile = join(node.home, 'pin.json');
    alarms = [];
  });
  afterEach(() => node.remove());

  const open = (directory = node.directory, proofs = log): Promise<HeadKeeper> =>
    HeadKeeper.open({
      directory,
      pinFile,
      proofs,
      clock: systemClock,
      alarm: (sentence) => alarms.push(sentence),
      warn: () => undefined,
    });

  it('when a foreign key signed it under our origin', async () => {
    const forger = noteSigner(node.directory.origin, 1, generateKeyPairSync('ed25519').privateKey);
    const keeper = await open();
    expect(await keeper.accept(log.head(3, 0, forger))).toEqual({ ok: false, failure: 'PROOF_INVALID' });
    expect(keeper.pin).toBeUndefined();
  });

  it('when it is of another origin', async () => {
    const foreign = new TestLog(noteSigner('log.shutong.example/990104/s1/2026h2', 1, signer.key));
    expect(await (await open()).accept(foreign.head(3))).toEqual({ ok: false, failure: 'PROOF_INVALID' });
  });

  it('when its note was bent', async () => {
    const head = log.head(3);
    const keeper = await open();
    for (const note of [head.note.replace('\n3\n', '\n4\n'), `${head.note}x`, '', head.note.slice(0, -4)]) {
      expect(await keeper.accept({ ...head, note })).toEqual({ ok: false, failure: 'PROOF_INVALID' });
    }
  });

  it('of size 0, from which nothing can be proven', async () => {
    expect(await (await open()).accept(log.head(0))).toEqual({ ok: false, failure: 'PROOF_INVALID' });
  });

  it('when it forks after the pin, and then so is every other until the evidence is taken away', async () => {
    const keeper = await open();
    await keeper.accept(log.head(6));
    const split = new TestLog(signer, 'b', 5);
    const forked = await open(node.directory, split);
    expect(await forked.accept(split.head(9, 6))).toEqual({ ok: false, failure: 'FORK' });
    expect(forked.isForked).toBe(true);
    expect(await forked.accept(log.head(7, 6))).toEqual({ ok: false, failure: 'FORK' });
    const evidence = await readFile(`${pinFile}.fork`, 'utf8');
    expect(JSON.parse(evidence)).toMatchObject({ ours: { note: log.head(6).note }, theirs: { note: split.head(9).note } });
    const restarted = await open();
    expect(restarted.isForked).toBe(true);
    expect(await restarted.accept(log.head(7, 6))).toEqual({ ok: false, failure: 'FORK' });
    await rm(`${pinFile}.fork`);
    expect((await (await open()).accept(log.head(7, 6))).ok).toBe(true);
  });

  it('when one size has two roots', async () => {
    const keeper = await open();
    await keeper.accept(log.head(6));
    expect(await keeper.accept(new TestLog(signer, 'b', 5).head(6))).toEqual({ ok: false, failure: 'FORK' });
    expect(alarms.at(-1)).toContain('two histories');
  });

  it('when it is older than the pin and of another history', async () => {
    const split = new TestLog(signer, 'b', 5);
    const keeper = await open(node.directory, split);
    await keeper.accept(log.head(9));
    expect(await keeper.accept(split.head(7))).toEqual({ ok: false, failure: 'FORK' });
  });

  it('for as long as nobody proves it, when a writer of the topic bent the proof of a good head', async () => {
    const keeper = await open();
    await keeper.accept(log.head(6));
    log.isReachable = false;
    const bent = { ...log.head(9, 6), consistency: [toBase64(new Uint8Array(32))] };
    expect(await keeper.accept(bent)).toEqual({ ok: false, failure: 'HEAD_UNKNOWN' });
    log.isReachable = true;
    expect((await keeper.accept(bent)).ok).toBe(true);
    expect(keeper.isForked).toBe(false);
  });

  it('when it contradicts the head that the directory pins beforehand', async () => {
    const listed = JSON.parse(await readFile(node.files.directory, 'utf8')) as Record<string, unknown>;
    const split = new TestLog(signer, 'b', 5);
    await (await open()).accept(log.head(6));
    const { root } = JSON.parse(await readFile(pinFile, 'utf8')) as { root: string };
    await rm(pinFile);
    const pinned = Directory.parse(JSON.stringify({ ...listed, pin: { size: 6, root } }));
    expect(await (await open(pinned, split)).accept(split.head(8))).toEqual({ ok: false, failure: 'FORK' });
  });

  it.each<[string, (pin: Record<string, unknown>) => void]>([
    ['says another size than its note', (pin) => void (pin['size'] = 5)],
    ['says another root than its note', (pin) => void (pin['root'] = toBase64(new Uint8Array(32)))],
    ['is of another origin', (pin) => void (pin['origin'] = 'log.shutong.example/990104/s0/2027h1')],
    ['has a note that nobody signed', (pin) => void (pin['note'] = 'x')],
  ])('together with the whole start, when the pin on disk %s', async (_what, change) => {
    await (await open()).accept(log.head(6));
    const pin = JSON.parse(await readFile(pinFile, 'utf8')) as Record<string, unknown>;
    change(pin);
    await writeFile(pinFile, JSON.stringify(pin));
    await expect(open()).rejects.toThrow(pinFile);
  });
});
