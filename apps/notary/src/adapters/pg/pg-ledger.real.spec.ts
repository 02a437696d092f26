import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sha256, systemRandomness, toBase64Url } from '@shutong/kernel';
import { migrate } from '@shutong/store';
import { freshDatabase, type FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import { type BatchRows, HeadMoved, type NewEntry } from '../../application/ledger.port.js';
import { notaryMigrations, SCHEMA } from './migrations.js';
import { PgHistory } from './pg-history.js';
import { PgLedger } from './pg-ledger.js';
import { PgOutboxKeeper } from './pg-outbox-keeper.js';

const EPOCH = '2026h2';
const TOPIC = 'submissions.s0';
const EMPTY = sha256('');
const AT = Date.parse('2026-11-22T08:00:00.000Z');
const none = {
  added: { d: [], g: [], s: [], gd: [], key: [], c: [] },
  ended: { d: [], g: [], s: [], gd: [], c: [] },
  counters: [],
};

function entry(index: number, leaf: string, more: Partial<NewEntry> = {}): NewEntry {
  return { index, id: newId(systemRandomness), dedup: sha256(`dedup ${leaf}`), leaf, leafHash: sha256(leaf), ...more };
}

function rowsOf(from: number, entries: readonly NewEntry[], more: Partial<BatchRows> = {}): BatchRows {
  const root = (size: number): Uint8Array => (size === 0 ? EMPTY : sha256(`root ${size}`));
  const to = from + entries.length;
  return {
    epoch: EPOCH,
    from: { size: from, root: root(from) },
    to: { size: to, root: root(to) },
    at: AT + to,
    offset: { topic: TOPIC, cluster: 'kafka-1', from, to },
    entries,
    openingKeys: [],
    outbox: [],
    tiles: [],
    note: `note ${to}`,
    state: none,
    ...more,
  };
}

describe('the ledger in PostgreSQL', () => {
  let database: FreshDatabase;
  let ledger: PgLedger;
  let history: PgHistory;

  beforeAll(async () => {
    database = await freshDatabase('ledger');
    await migrate(database.pool, SCHEMA, await notaryMigrations());
    ledger = new PgLedger(database.pool);
    history = new PgHistory(database.pool);
    await history.open(EPOCH, 'log.example/s0', AT);
    await history.begin(TOPIC, { cluster: 'kafka-1', next: 0 });
  });
  afterAll(async () => database.drop());

  it('opens an epoch once', async () => {
    await history.open(EPOCH, 'log.example/s0', AT + 5);
    expect(await history.head(EPOCH)).toEqual({
      origin: 'log.example/s0',
      size: 0,
      root: Buffer.from(EMPTY),
      at: AT,
      state: 'open',
    });
  });

  it('appends a batch whole: entries, submissions, openings, documents, outbox, tiles, state, head and offset', async () => {
    const document = { hash: toBase64Url(sha256('{"a":1}')), text: '{"a":1}' };
    const first = entry(0, '{"k":"first","gd":1}', {
      submission: { h: '{"h":"é"}', seal: '{"by":"gw-1"}' },
      opening: 'sealed opening',
      document,
    });
    const second = entry(1, '{"k":"second"}');
    const consent = { idx: 0, sub: 'S', cons: 'C', prov: 'P', ds: 'D01@1' };
    await ledger.append(
      rowsOf(0, [first, second], {
        openingKeys: [{ okid: toBase64Url(sha256('k').subarray(0, 16)), jwe: 'a.b.c.d.e' }],
        outbox: [{ index: 0, topic: 'dispatch.P', deadline: AT, message: '{"s":"sealed"}' }],
        tiles: [{ level: 0, n: 0, data: new Uint8Array(8192).fill(7) }],
        state: {
          ...none,
          added: { ...none.added, c: [consent], gd: [1], d: [0], key: [1] },
          counters: [
            { kind: 'consent', ref: '0', period: 'ALL', n: 2 },
            { kind: 'grant.day', ref: '2', period: '2026-11-22', n: 1 },
          ],
          rules: { rules: 1, p: 0 },
        },
      }),
    );
    expect(await history.head(EPOCH)).toMatchObject({ size: 2, at: AT + 2 });
    expect(await history.offset(TOPIC)).toEqual({ cluster: 'kafka-1', next: 2 });
    expect(await history.rules(EPOCH)).toEqual({ rules: 1, p: 0 });
    expect(await history.counters(EPOCH)).toEqual([{ kind: 'grant.day', ref: '2', period: '2026-11-22', n: 1 }]);
    expect(await history.document(document.hash)).toBe(document.text);
    expect(await history.note(EPOCH, 2)).toBe('note 2');
    expect(await history.keyChanges(EPOCH)).toEqual([{ index: 1, leaf: second.leaf }]);
    expect(await history.facts(EPOCH)).toEqual([{ kind: 'd', index: 0, leaf: first.leaf }]);
    expect(await ledger.tile(EPOCH, { level: 0, n: 0 })).toEqual(Buffer.alloc(8192, 7));
    const loaded = await ledger.load({
      epoch: EPOCH,
      epochs: [EPOCH],
      ids: [second.id, first.id],
      refs: [1],
      failed: [],
      consents: [consent],
    });
    expect(loaded.byId).toEqual([
      { epoch: EPOCH, index: 0, dedup: Buffer.from(first.dedup), leaf: first.leaf, h: '{"h":"é"}' },
      { epoch: EPOCH, index: 1, dedup: Buffer.from(second.dedup), leaf: second.leaf },
    ]);
    expect(loaded.refs.map((found) => found.index)).toEqual([1]);
    expect(loaded.consents).toEqual([{ index: 0, leaf: first.leaf, counters: [{ period: 'ALL', n: 2 }] }]);
    expect(loaded.guardians).toEqual([{ index: 1, leaf: second.leaf }]);
    expect(Math.abs(loaded.clock - Date.now())).toBeLessThan(60_000);
  });

  it('keeps the message of an entry until its deadline is a minute past and its send confirmed', async () => {
    const keeper = new PgOutboxKeeper(database.pool);
    await keeper.purge(EPOCH, 0, AT + 120_000);
    await keeper.purge(EPOCH, 1, AT + 59_000);
    expect(await history.outbox(EPOCH)).toMatchObject([
      { index: 0, topic: 'dispatch.P', message: '{"s":"sealed"}', seal: '{"by":"gw-1"}', hasOutcome: false },
    ]);
    await keeper.purge(EPOCH, 1, AT + 61_000);
    expect(await history.outbox(EPOCH)).toEqual([]);
  });

  it('writes nothing when another has moved the head or the offset', async () => {
    const late = entry(2, '{"k":"late"}');
    await expect(
      ledger.append(rowsOf(1, [late], { offset: { topic: TOPIC, cluster: 'kafka-1', from: 2, to: 3 } })),
    ).rejects.toThrow(HeadMoved);
    await expect(
      ledger.append(rowsOf(2, [late], { offset: { topic: TOPIC, cluster: 'kafka-1', from: 1, to: 3 } })),
    ).rejects.toThrow(HeadMoved);
    await expect(
      ledger.append(rowsOf(2, [late], { offset: { topic: TOPIC, cluster: 'kafka-2', from: 2, to: 3 } })),
    ).rejects.toThrow(HeadMoved);
    expect(await history.head(EPOCH)).toMatchObject({ size: 2 });
    expect(await history.offset(TOPIC)).toEqual({ cluster: 'kafka-1', next: 2 });
  });

  it('lets the offset pass without an entry', async () => {
    await ledger.append(rowsOf(2, [], { offset: { topic: TOPIC, cluster: 'kafka-1', from: 2, to: 9 } }));
    expect(await history.offset(TOPIC)).toEqual({ cluster: 'kafka-1', next: 9 });
    expect(await history.head(EPOCH)).toMatchObject({ size: 2 });
  });

  it('takes one submission once, whatever is tried', async () => {
    const again = entry(2, '{"k":"first","gd":1}');
    const offset = { topic: TOPIC, cluster: 'kafka-1', from: 9, to: 10 };
    await expect(ledger.append(rowsOf(2, [again], { offset }))).rejects.toThrow('duplicate key');
    expect(await history.offset(TOPIC)).toEqual({ cluster: 'kafka-1', next: 9 });
  });

  it('refuses to change or remove what is logged', async () => {
    for (const table of ['entry', 'submission', 'tile', 'document', 'entry_2026h2']) {
      await expect(database.pool.query(`delete from notary.${table}`)).rejects.toThrow('append-only');
      await expect(database.pool.query(`truncate notary.${table}`)).rejects.toThrow('append-only');
    }
    await expect(database.pool.query(`update notary.entry set body = ''`)).rejects.toThrow('append-only');
    await expect(database.pool.query(`update notary.entry_2026h2 set body = ''`)).rejects.toThrow('append-only');
  });

  it('appends nothing to a frozen epoch', async () => {
    await history.freeze(EPOCH);
    await expect(
      ledger.append(rowsOf(2, [entry(2, '{"k":"more"}')], { offset: { topic: TOPIC, cluster: 'kafka-1', from: 9, to: 10 } })),
    ).rejects.toThrow(HeadMoved);
  });
});
