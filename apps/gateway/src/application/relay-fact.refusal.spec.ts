import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tick } from '@shutong/contracts';
import { systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { buildFact, loadSigningKey, OpeningSealer } from '@shutong/trust';
import { RelayFact } from './relay-fact.js';
import { openDoor, recorded, type TestDoor } from './test-door.contract.js';
import { TestNode } from './test-node.contract.js';

const LOOK = { dept: '11990104MB910018XK', role: 'auditor', act: 'search', n: 1, upto: 3, purpose: 'audit' };

describe('a fact is not relayed', () => {
  let node: TestNode;
  let door: TestDoor;

  beforeAll(async () => {
    node = await TestNode.make();
    door = await openDoor(node);
  });

  afterAll(async () => node.remove());

  const aFact = async (more: { readonly replyTo?: string; readonly aheadMs?: number } = {}): Promise<Tick> => {
    const desk = {
      key: await loadSigningKey(node.files.key('audit-1.sign.pem')),
      openings: new OpeningSealer(node.directory.audit, systemClock, systemRandomness),
      shard: 's0',
      epoch: '2026h2',
      replyTo: more.replyTo ?? 'gw-1',
      deadline: toInstant(systemClock.now() + (more.aheadMs ?? 10_000)),
      randomness: systemRandomness,
    };
    const draft = { k: 'audit.accessed', members: LOOK, open: { op: { dept: LOOK.dept, no: 'sjj-1' }, query: {}, result: {} } };
    return (await buildFact(draft, desk)).tick;
  };

  const submit = async (tick: unknown): Promise<unknown> => {
    const own = { code: 'gw-1', directory: node.directory };
    const relay = new RelayFact(own, door.door, door.refusals, door.submissions, node.open, systemClock);
    const caller = { authorization: await door.authorization({ scopes: ['facts'] }), address: '127.0.0.1' };
    const body = Buffer.from(JSON.stringify(tick));
    const answered = await relay.execute(caller, { headers: { 'content-type': 'application/json' }, body });
    return answered.ok ? 'recorded' : answered.failure.code;
  };

  const expectRefused = async (tick: unknown, code: string): Promise<void> => {
    expect(await submit(tick)).toBe(code);
    expect(recorded(door.submissions).at(-1)).toMatchObject({ type: 'refused', why: [code], n: 1, sys: 'mz-dibao' });
    expect(door.submissions.relayed).toEqual([]);
  };

  it('when its header was altered after it was signed', async () => {
    const { t, items } = await aFact();
    const altered = items.map((item) => ({ ...item, h: item.h.replace('"n":1', '"n":9') }));
    await expectRefused({ t, items: altered }, 'SIGNATURE_INVALID');
  });

  it('when it claims to come from another service', async () => {
    const tick = await aFact();
    await expectRefused({ ...tick, t: { ...tick.t, by: 'gw-2' } }, 'SIGNATURE_INVALID');
  });

  it('when its openings are not those it names', async () => {
    const { t, items, okeys } = await aFact();
    const other = (await aFact()).items[0]?.o;
    await expectRefused({ t, items: items.map((item) => ({ ...item, o: other })), okeys }, 'SIGNATURE_INVALID');
  });

  it.each([
    ['another gateway waits for it', { replyTo: 'gw-2' }],
    ['its deadline is past', { aheadMs: -1 }],
    ['its deadline is too far', { aheadMs: 60_000 }],
  ])('when %s', async (_what, more) => {
    await expectRefused(await aFact(more), 'QUERY_SCHEMA');
  });

  it('when it is no tick of one fact', async () => {
    const { t, items } = await aFact();
    await expectRefused({ t, items: [...items, ...items] }, 'QUERY_SCHEMA');
    await expectRefused([], 'QUERY_SCHEMA');
  });
});
