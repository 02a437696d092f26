import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, type Reply, ZHANG_CE, ZHAO_FAN } from './ask.js';
import { readLog } from './read-log.js';
import { refusalUnder } from './refusal-under.js';

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

interface Explanation {
  readonly id?: string;
  readonly result?: string;
  readonly reasons?: readonly string[];
  readonly grant?: number;
  readonly fields?: readonly string[];
  readonly mask?: Readonly<Record<string, string>>;
  readonly rows?: unknown;
}

const explain = async (
  changes: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply & { readonly explained: Explanation }> => {
  const reply = await ask(node, { dataset: 'D01', ...aQuestion(changes) }, { path: '/v1/explain', headers });
  return { ...reply, explained: reply.body as Explanation };
};

const entryOf = ({ body }: Reply): Readonly<Record<string, unknown>> =>
  JSON.parse(body.receipt?.entry ?? '{}') as Readonly<Record<string, unknown>>;

describe('An explanation', () => {
  it('of a permit tells the grant, fields, masks and rows in force, with a receipt', async () => {
    const reply = await explain({ fields: ['deathMark', 'householdNo'] });
    const { result, reasons, grant, fields, mask, rows } = reply.explained;
    expect([reply.status, result, reasons]).toEqual([200, 'permit', []]);
    expect([fields, mask, rows]).toEqual([['deathMark', 'householdNo'], { householdNo: 'm1' }, { region: ['990104'] }]);
    expect((await readLog(node))[grant ?? -1]).toMatchObject({ k: 'grant.issued' });
    expect(entryOf(reply)).toMatchObject({ k: 'explained', res: 'permit' });
    expect(reply.headers.get('location')).toBe(`/v1/receipts/${reply.explained.id ?? ''}`);
  });

  it('of a denial names every reason, and is no refusal itself', async () => {
    const reply = await explain({ keys: { idNo: ZHAO_FAN }, fields: ['name'], caseNo: undefined });
    expect(reply.status).toBe(200);
    expect(reply.explained).toMatchObject({
      result: 'deny',
      reasons: ['FIELD_NOT_GRANTED', 'CASE_NUMBER_MISSING', 'CONSENT_MISSING'],
    });
  });

  it('never reaches the department, spends nothing, and shows no data', async () => {
    const before = (await readLog(node)).length;
    const replies = await Promise.all(Array.from({ length: 5 }, () => explain()));
    const entries = (await readLog(node)).slice(before);
    expect(entries.map(({ k }) => k)).toEqual(Array(5).fill('explained'));
    for (const { text, body } of replies) {
      expect(body.data).toBeUndefined();
      expect(text).not.toContain('张测');
    }
  });

  it('under one idempotency key is one entry, and another body under it a conflict', async () => {
    const key = { 'idempotency-key': 'explain-once' };
    const first = await explain({}, key);
    const again = await explain({}, key);
    expect([again.status, again.explained.result, again.body.receipt?.index]).toEqual([200, 'permit', first.body.receipt?.index]);
    expect(again.body.receipt?.openings).toBeUndefined();
    const other = await explain({ fields: ['deathMark'] }, key);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_CONFLICT']);
    // A query under the same key is a question of its own.
    expect((await ask(node, aQuestion(), { headers: key })).status).toBe(200);
  });

  it.each([
    ['no dataset', { dataset: undefined }, 400, 'QUERY_SCHEMA'],
    ['a dataset nobody has', { dataset: 'D99' }, 404, 'DATASET_UNKNOWN'],
    ['a member that no query has', { limit: 1 }, 400, 'QUERY_SCHEMA'],
    ['a wrong check digit', { keys: { idNo: '990104190001010018' } }, 422, 'IDENTIFIER_INVALID'],
  ])('with %s is refused, and recorded', async (_what, changes, status, code) => {
    const reply = await explain(changes);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(await refusalUnder(node, reply.body.id)).toMatchObject({ why: [code] });
    expect(reply.text).not.toContain(ZHANG_CE);
  });
});
