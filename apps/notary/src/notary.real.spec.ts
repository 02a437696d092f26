import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DecidedBatch, type DispatchBatch, parseDecided, parseDispatch, parseLeaf } from '@shutong/contracts';
import { fromBase64 } from '@shutong/kernel';
import type { RunningApp } from '@shutong/platform';
import { hashLeaf, openCheckpoint, resolvePath, verifyInclusion } from '@shutong/tlog';
import { TickItemVerifier } from '@shutong/trust';
import { facts, NotaryKit, POLICE, query, type Received } from './notary-kit.contract.js';

jest.setTimeout(60_000);

interface Item {
  readonly id?: string;
  readonly index: number;
  readonly leaf: string;
  readonly path: readonly number[];
}

describe('a notary', () => {
  let kit: NotaryKit;
  let app: RunningApp;

  beforeAll(async () => {
    kit = await NotaryKit.make('notary');
    app = await kit.start();
    await kit.listen('replies.gw-1', `dispatch.${POLICE}`, 'catalogue', `${kit.topic}.dead`);
  }, 30_000);
  afterAll(async () => {
    await app.stop();
    await kit.remove();
  });

  const decided = (id: string) => kit.until((all) => itemOf(all, 'replies.gw-1', id));

  function itemOf(
    all: readonly Received[],
    topic: string,
    id: string,
  ): { item: Item & Record<string, unknown>; record: Received } | undefined {
    for (const record of all) {
      const item = ((record.value['items'] ?? []) as (Item & Record<string, unknown>)[]).find(
        (one) => one.id === id || one.leaf?.includes(id),
      );
      if (record.topic === topic && item !== undefined) return { item, record };
    }
    return undefined;
  }

  /** The item's leaf is in the tree that the record's head signs. */
  function expectProven(item: Item, record: Received): void {
    const batch = record.value as unknown as DecidedBatch | DispatchBatch;
    const head = openCheckpoint(batch.head.note, kit.directory.vkey);
    if (!head.ok) throw new Error('the note is signed by the log');
    const proof =
      resolvePath(
        batch.hashes.map((hash) => fromBase64(hash) ?? new Uint8Array()),
        item.path,
      ) ?? [];
    const { size, root } = head.value;
    expect(verifyInclusion({ index: item.index, size, root, proof, leaf: hashLeaf(item.leaf) })).toBe(true);
    expect(parseLeaf(item.leaf).ok).toBe(true);
  }

  it('opens its epoch with the keys of the directory, and marks the head', async () => {
    const mark = JSON.parse(await readFile(kit.config.markFile, 'utf8')) as { size: number };
    const keys = kit.directory.parties.flatMap((party) => [...party.sign, ...party.seal]).length;
    expect(mark.size).toBe(1 + keys);
  });

  it('logs facts, decides a query, dispatches it with its proof and tells the gateway', async () => {
    const published = await kit.state('registry-1', facts.published());
    const granted = await kit.state('registry-1', facts.granted());
    for (const { id } of [published, granted]) {
      const { item, record } = await decided(id);
      expectProven(item, record);
    }
    const asked = query(kit.shard);
    await kit.submit(await kit.sign('gw-1', [asked.item]));
    const { item, record } = await decided(asked.id);
    expect(parseDecided(Buffer.from(JSON.stringify(record.value))).ok).toBe(true);
    expectProven(item, record);
    expect(JSON.parse(item.leaf)).toMatchObject({ k: 'query-permitted', id: asked.id });
    const dispatched = await kit.until((all) => itemOf(all, `dispatch.${POLICE}`, asked.id));
    expectProven(dispatched.item, dispatched.record);
    const parsed = parseDispatch(Buffer.from(JSON.stringify(dispatched.record.value)));
    if (!parsed.ok) throw new Error('a dispatch record has its form');
    const [first] = parsed.value.items;
    if (first === undefined) throw new Error('it holds the query');
    const hashes = parsed.value.hashes.map((hash) => fromBase64(hash) ?? new Uint8Array());
    expect(new TickItemVerifier(kit.directory).verify(first.tick, first.h, hashes).ok).toBe(true);
    expect(first.s).toBe(asked.item.s);
  });

  it('announces a published dataset with its document', async () => {
    const record = await kit.until((all) => all.find((one) => one.topic === 'catalogue'));
    expectProven(record.value as unknown as Item, record);
  });
});
