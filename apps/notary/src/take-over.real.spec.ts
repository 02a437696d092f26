import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunningApp } from '@shutong/platform';
import { freshDatabase } from '../../../libs/store/src/fresh-database.contract.js';
import { facts, NotaryKit, POLICE, query, type Received } from './notary-kit.contract.js';
import { startNotary } from './start-notary.js';

jest.setTimeout(60_000);

/** Items under an id that a topic got. */
function itemsOf(all: readonly Received[], topic: string, id: string): readonly Readonly<Record<string, unknown>>[] {
  return all
    .filter((record) => record.topic === topic)
    .flatMap((record) => (record.value['items'] ?? []) as Record<string, unknown>[])
    .filter((item) => item['id'] === id || String(item['leaf']).includes(id));
}

describe('never two histories (invariant 9), one entry per submission (invariant 7)', () => {
  let kit: NotaryKit;
  let app: RunningApp;

  const entries = async (): Promise<{ size: number; ids: number }> => {
    const { rows } = await kit.database.pool.query<{ size: number; ids: number }>(
      'select count(*)::int as size, count(distinct (epoch, dedup))::int as ids from notary.entry',
    );
    const [row] = rows;
    if (row === undefined) throw new Error('count gives a row');
    return row;
  };

  const answered = (id: string, times: number): Promise<readonly unknown[]> =>
    kit.until((all) => {
      const items = itemsOf(all, 'replies.gw-1', id);
      return items.length >= times ? items : undefined;
    });

  beforeAll(async () => {
    kit = await NotaryKit.make('takeover');
    app = await kit.start();
    await kit.listen('replies.gw-1', `dispatch.${POLICE}`);
    for (const draft of [facts.published(), facts.granted()]) await answered((await kit.state('registry-1', draft)).id, 1);
  });

  afterAll(async () => {
    await app.stop();
    await kit.remove();
  });

  it('a record that Kafka delivers twice makes one entry, and the second gets the old index', async () => {
    const asked = query(kit.shard);
    const tick = await kit.sign('gw-1', [asked.item]);
    await kit.submit(tick);
    await kit.submit(tick);
    const [first, second] = (await answered(asked.id, 2)) as readonly { readonly index: number; readonly was?: unknown }[];
    expect(second?.index).toBe(first?.index);
    expect(second?.was).toEqual([]);
    const { size, ids } = await entries();
    expect(ids).toBe(size);
  });

  it('a second notary waits for the lock, and goes on where the first stopped', async () => {
    const waiting = kit.start();
    const isFirst = await Promise.race([waiting.then(() => false), answered((await stated()).id, 1).then(() => true)]);
    expect(isFirst).toBe(true);
    await app.stop();
    app = await waiting;
    await answered((await stated()).id, 1);
    const { size, ids } = await entries();
    expect(ids).toBe(size);
  });

  it('a successor sends again what may not have left, and decides nothing twice', async () => {
    const asked = query(kit.shard);
    await kit.submit(await kit.sign('gw-1', [asked.item]));
    const [before] = await kit.until((all) => nonEmpty(itemsOf(all, `dispatch.${POLICE}`, asked.id)));
    const { size } = await entries();
    await app.stop();
    app = await kit.start();
    const again = await kit.until((all) => atLeast(itemsOf(all, `dispatch.${POLICE}`, asked.id), 2));
    expect(again.map((item) => item['index'])).toEqual([before?.['index'], before?.['index']]);
    expect((await entries()).size).toBe(size);
  });

  it('a database that went back behind the mark is refused: exit 78', async () => {
    const older = await freshDatabase('restored');
    const refused = startNotary({ ...kit.config, code: 'notary-restored', postgres: older.target }, kit.context());
    await expect(refused).rejects.toThrow();
    expect(kit.fatals.at(-1)).toMatchObject({ exitCode: 78 });
    await older.drop();
  });

  it('a mark that is missing beside entries is refused: exit 78', async () => {
    await app.stop();
    await rm(kit.config.markFile);
    await expect(kit.start()).rejects.toThrow();
    expect(kit.fatals.at(-1)).toMatchObject({ exitCode: 78 });
    app = { name: 'stopped', url: '', stop: () => Promise.resolve() };
  });

  const stated = (): Promise<{ readonly id: string }> => kit.state('registry-1', facts.granted({ gr: 'G-2', gv: 2 }));
});

function nonEmpty<T>(items: readonly T[]): readonly T[] | undefined {
  return atLeast(items, 1);
}

function atLeast<T>(items: readonly T[], count: number): readonly T[] | undefined {
  return items.length >= count ? items : undefined;
}
