import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, toInstant } from '@shutong/kernel';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, type Reply, ZHAO_FAN } from './ask.js';
import { readLog } from './read-log.js';
import { submitFact } from './submit-fact.js';

const QUERIES = 500;
const DAY_MS = 86_400_000;

describe('A one-time consent raced by five hundred queries', () => {
  let node: NodeUnderTest;
  let consent: number;
  let replies: readonly Reply[];

  beforeAll(async () => {
    node = await aNode();
    const given = await submitFact(
      node,
      'consent-1',
      'consent.given',
      {
        cons: '11990104MB9100059W',
        prov: '11990104MB9100024A',
        ds: 'D01@1',
        purpose: 'means-test',
        fields: ['deathMark'],
        from: toInstant(systemClock.now() - 1_000),
        to: toInstant(systemClock.now() + DAY_MS),
        once: true,
        sens: false,
        text: 'A'.repeat(43),
      },
      { subject: { t: 'idNo', v: ZHAO_FAN }, open: { evidence: { channel: 'counter' } } },
    );
    consent = given.body.index ?? -1;
    const question = aQuestion({ keys: { idNo: ZHAO_FAN }, fields: ['deathMark'] });
    replies = await Promise.all(Array.from({ length: QUERIES }, () => ask(node, question, { headers: { prefer: 'wait=30' } })));
  }, 180_000);

  afterAll(async () => node.stop(), 30_000);

  it('is used by exactly one of them', () => {
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('denies all others as used, each behind the winner in the log', () => {
    const winner = replies.find(({ status }) => status === 200)?.body.receipt?.index ?? Infinity;
    const others = replies.filter(({ status }) => status !== 200);
    expect(new Set(others.map(({ status, body }) => `${String(status)} ${String(body.reasons)}`))).toEqual(
      new Set(['403 CONSENT_USED']),
    );
    expect(others.every(({ body }) => (body.receipt?.index ?? -1) > winner)).toBe(true);
  });

  it('stands in the log as used once, as anybody can see there', async () => {
    const uses = (await readLog(node)).filter((entry) => entry.k === 'query-permitted' && entry.use?.c === consent);
    expect(uses).toHaveLength(1);
  });
});
