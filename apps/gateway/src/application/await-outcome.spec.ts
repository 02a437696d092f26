import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { QueryHeader, ReplyItem } from '@shutong/contracts';
import { hashText, systemClock, toBase64 } from '@shutong/kernel';
import { hashLeaf } from '@shutong/tlog';
import { AwaitOutcome, type Outcome } from './await-outcome.js';
import { aPermit, aQuery, TestNode } from './test-node.contract.js';

describe('the join of decision and answer', () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await TestNode.make();
  });

  afterEach(async () => {
    await node.remove();
  });

  const waiting = (header: QueryHeader, ms = 2_000): Promise<Outcome> => {
    const now = systemClock.now();
    const prepared = { header, item: { h: '' }, d: hashText(JSON.stringify(header)), deadlineMs: now + ms, openings: {} };
    return new AwaitOutcome(node.open, (code) => void node.alarms.push(code)).execute(prepared, now).ended;
  };

  const answerTo = (header: QueryHeader, change: Partial<ReplyItem> = {}): ReplyItem => {
    const [item] = node.decided(aPermit(header)).items;
    const lh = toBase64(hashLeaf(Buffer.from(item !== undefined && 'leaf' in item ? item.leaf : '')));
    return { id: header.id, index: 3, lh, status: 'failed', why: ['SOURCE_DOWN'], ...change } as ReplyItem;
  };

  it.each(['the decision', 'the answer'])('ends with both, when %s comes first', async (first) => {
    const header = aQuery();
    const ending = waiting(header);
    const reply = await node.reply('ga-conn-1', answerTo(header));
    if (first === 'the answer') node.take.reply(reply);
    await node.take.decided(node.decided(aPermit(header)));
    if (first === 'the decision') node.take.reply(reply);
    expect(await ending).toMatchObject({ kind: 'replied', permitted: { index: 3 }, reply: { why: ['SOURCE_DOWN'] } });
    expect(node.open.find(header.id)).toBeUndefined();
  });

  it.each([
    ['for another entry', 'ga-conn-1', { index: 4 }],
    ['for another leaf', 'ga-conn-1', { lh: toBase64(new Uint8Array(32)) }],
    ['by another department', 'sw-conn-1', {}],
  ])('drops an answer %s and goes on waiting', async (_what, connector, change) => {
    const header = aQuery();
    const ending = waiting(header, 60);
    await node.take.decided(node.decided(aPermit(header)));
    node.alarms.length = 0;
    node.take.reply(await node.reply(connector, answerTo(header, change)));
    expect(node.alarms).toEqual(['REPLY_FOREIGN']);
    expect(await ending).toMatchObject({ kind: 'deadline', permitted: { index: 3 } });
  });

  it.each(['INTERNAL', 'IDEMPOTENCY_CONFLICT'] as const)('holds a proven permit against an unproven %s', async (code) => {
    const header = aQuery();
    const ending = waiting(header);
    const batch = node.decided(aPermit(header));
    await node.take.decided(batch);
    const d = hashText(JSON.stringify(header));
    await node.take.decided({ ...batch, items: [{ id: header.id, d, code }] });
    node.take.reply(await node.reply('ga-conn-1', answerTo(header)));
    expect(await ending).toMatchObject({ kind: 'replied', reply: { why: ['SOURCE_DOWN'] } });
  });

  it('ends at once with a denial', async () => {
    const header = aQuery();
    const ending = waiting(header);
    const { mask: _mask, ...denied } = aPermit(header, { k: 'query-denied', why: ['PURPOSE_NOT_GRANTED'] });
    await node.take.decided(node.decided(denied));
    expect(await ending).toMatchObject({ kind: 'decided', decided: { entry: { entry: { k: 'query-denied' } } } });
  });

  it('ends at the deadline when nobody speaks', async () => {
    expect(await waiting(aQuery(), 20)).toEqual({ kind: 'deadline' });
  });
});
