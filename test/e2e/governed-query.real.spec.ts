import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson, fromBase64Url, hashText, sha256, toBase64Url } from '@shutong/kernel';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, type Receipt, ZHANG_CE } from './ask.js';
import { eventually } from './eventually.js';
import { openReceipt } from './open-receipt.js';
import { readLog } from './read-log.js';

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

describe('A permitted query', () => {
  it('is answered with the fields asked and no other, and a receipt that verifies without the node', async () => {
    const reply = await ask(node, aQuestion());
    expect(reply.status).toBe(200);
    expect(reply.body.data).toEqual([{ deathMark: false, domicileRegion: '990104' }]);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const entry = openReceipt(reply.body.receipt, node.log.vkey);
    expect(entry).toMatchObject({ k: 'query-permitted', id: reply.body.id, fields: ['deathMark', 'domicileRegion'] });
  });

  it('opens its own commitments in the receipt, and each to one value only', async () => {
    const { body } = await ask(node, aQuestion());
    const commitments = (JSON.parse(body.receipt?.entry ?? '') as { c: Record<string, string> }).c;
    const openings = body.receipt?.openings ?? {};
    expect(Object.keys(openings).toSorted()).toEqual(['case', 'op', 'query', 'subject']);
    for (const [field, { salt, value }] of Object.entries(openings)) {
      const bytes = fromBase64Url(salt) ?? new Uint8Array();
      expect(toBase64Url(sha256(bytes, canonicalJson(value)))).toBe(commitments[field]);
      expect(toBase64Url(sha256(bytes, canonicalJson({ other: value })))).not.toBe(commitments[field]);
    }
    expect(openings['subject']?.value).toEqual({ t: 'idNo', v: ZHANG_CE });
  });

  it('is in the log before the answer is, and its outcome after it', async () => {
    const { body } = await ask(node, aQuestion());
    const outcome = await eventually(async () => {
      const entries = await readLog(node);
      const index = entries.findIndex((entry) => entry.k === 'answered' && entry.id === body.id);
      return index < 0 ? undefined : { index, entry: entries[index] };
    });
    expect(outcome.entry?.q).toBe(body.receipt?.index);
    expect(outcome.index).toBeGreaterThan(body.receipt?.index ?? Number.MAX_SAFE_INTEGER);
  });

  it('masks at the source what the grant masks', async () => {
    const { body } = await ask(node, aQuestion({ fields: ['householdNo', 'relationToHead'] }));
    expect(body.data).toEqual([{ householdNo: '9901*******0001', relationToHead: '02' }]);
  });

  it('returns no row of a region that the grant does not hold, and says nothing about it', async () => {
    const elsewhere = await ask(node, aQuestion({ region: ['990102'] }));
    expect(elsewhere.body.reasons).toEqual(['ROW_OUTSIDE_SCOPE']);
  });

  it('leaves no person number, name or case in the log', async () => {
    await ask(node, aQuestion());
    const text = JSON.stringify(await readLog(node));
    for (const secret of [ZHANG_CE, '张测', 'DB-2026-000381', 'mz-0042', '9901*']) expect(text).not.toContain(secret);
  });
});

describe('The same idempotency key', () => {
  it('never reads twice: the repeat is told where the first one stands', async () => {
    const headers = { 'idempotency-key': 'case-381-member-1' };
    const first = await ask(node, aQuestion(), { headers });
    expect(first.status).toBe(200);
    const answered = await eventually(async () => {
      const repeat = await ask(node, aQuestion(), { headers });
      return repeat.body.code === 'QUERY_IN_PROGRESS' ? undefined : repeat;
    });
    expect(answered.body).toMatchObject({ code: 'ALREADY_ANSWERED', receipt: { index: first.body.receipt?.index } });
    expect((await ask(node, aQuestion({ fields: ['deathMark'] }), { headers })).body.code).toBe('IDEMPOTENCY_CONFLICT');
  });
});

describe('A receipt by exchange id', () => {
  it('shows query and outcome to the system that asked, and nothing to anybody else', async () => {
    const { body } = await ask(node, aQuestion());
    const id = body.id ?? '';
    const kinds = await eventually(async () => {
      const found = await receiptsOf(id, node.token('mz-dibao'));
      return found.length < 2 ? undefined : found;
    });
    expect(kinds).toEqual(['query-permitted', 'answered']);
    expect(await receiptsOf(hashText(id).slice(0, 22), node.token('mz-dibao'))).toEqual([]);
  });
});

async function receiptsOf(id: string, token: string): Promise<string[]> {
  const response = await fetch(`${node.gateway}/v1/receipts/${id}`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status === 404) return [];
  const { origin, entries } = (await response.json()) as { origin: string; entries: Omit<Receipt, 'id' | 'origin'>[] };
  return entries.map((entry) => openReceipt({ id, origin, ...entry }, node.log.vkey)['k'] as string);
}
