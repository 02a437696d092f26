import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, LI_SHI, type Reply, ZHANG_CE } from './ask.js';
import { readLog } from './read-log.js';
import { type FactReply, submitFact } from './submit-fact.js';

const QUERIES = 200;

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

async function consentUsedFor(idNo: string): Promise<number> {
  const { body } = await ask(node, aQuestion({ keys: { idNo } }));
  const entry = JSON.parse(body.receipt?.entry ?? '{}') as { readonly use?: { readonly c?: number } };
  if (entry.use?.c === undefined) throw new Error('the query was not permitted by a consent');
  return entry.use.c;
}

describe('A withdrawal among two hundred queries under way', () => {
  let replies: readonly Reply[];
  let withdrawal: FactReply;

  beforeAll(async () => {
    const cst = await consentUsedFor(ZHANG_CE);
    const half = QUERIES / 2;
    const early = Array.from({ length: half }, async () => ask(node, aQuestion()));
    const fact = submitFact(node, 'consent-1', 'consent.withdrawn', { cst, by: 'subject' });
    const late = Array.from({ length: half }, async () => ask(node, aQuestion()));
    withdrawal = await fact;
    replies = await Promise.all([...early, ...late, ask(node, aQuestion())]);
  }, 60_000);

  it('is acknowledged with its place in the log', async () => {
    expect(withdrawal.status).toBe(201);
    expect((await readLog(node))[withdrawal.body.index ?? -1]).toMatchObject({ k: 'consent.withdrawn' });
  });

  it('stops every query behind it in the log and none before it', () => {
    const place = withdrawal.body.index ?? -1;
    expect(replies).toHaveLength(QUERIES + 1);
    for (const { status, body } of replies) {
      const isLater = (body.receipt?.index ?? -1) > place;
      expect([status, body.reasons]).toEqual(isLater ? [403, ['CONSENT_WITHDRAWN']] : [200, undefined]);
    }
  });

  it('stops whoever asks after the acknowledgement', async () => {
    const reply = await ask(node, aQuestion());
    expect([reply.status, reply.body.reasons]).toEqual([403, ['CONSENT_WITHDRAWN']]);
  });

  it('leaves no permit behind it in the log, as anybody can see there', async () => {
    const place = withdrawal.body.index ?? -1;
    const entries = await readLog(node);
    const permits = entries.slice(place).filter((entry) => entry.k === 'query-permitted');
    expect(permits).toEqual([]);
  });

  it('touches nobody else’s consent', async () => {
    expect((await ask(node, aQuestion({ keys: { idNo: LI_SHI } }))).status).toBe(200);
  });

  it('must name a consent: another kind of entry is refused', async () => {
    const again = await submitFact(node, 'consent-1', 'consent.withdrawn', { cst: withdrawal.body.index ?? 0, by: 'subject' });
    expect([again.status, again.body.code]).toEqual([422, 'FACT_INVALID']);
  });
});

describe('A withdrawal by the wrong hand', () => {
  it('is refused: the registry may not speak for citizens', async () => {
    const cst = await consentUsedFor(LI_SHI);
    const reply = await submitFact(node, 'registry-1', 'consent.withdrawn', { cst, by: 'subject' });
    expect([reply.status, reply.body.code]).toEqual([403, 'NOT_ENTITLED']);
    expect((await ask(node, aQuestion({ keys: { idNo: LI_SHI } }))).status).toBe(200);
  });
});
