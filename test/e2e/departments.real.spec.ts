import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, toInstant } from '@shutong/kernel';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, LI_SHI, type Reply, ZHANG_CE, ZHAO_FAN } from './ask.js';
import { eventually } from './eventually.js';
import { asSuperuser } from './node-database.js';
import { readLog } from './read-log.js';
import { submitFact } from './submit-fact.js';

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

const asked = (dataset: string, changes: Readonly<Record<string, unknown>>): Promise<Reply> =>
  ask(node, aQuestion({ fields: undefined, ...changes }), { path: `/v1/datasets/${dataset}/query` });

const predicate = (
  dataset: string,
  keys: Readonly<Record<string, string>>,
  predicates: Readonly<Record<string, unknown>>,
): Promise<Reply> => asked(dataset, { mode: 'predicate', keys, ask: predicates });

describe('A department', () => {
  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ['D11', { idNo: ZHANG_CE }, { insuredIn: { ym: '2026-10', insType: '1' } }, { insuredIn: 'yes' }],
    ['D11', { idNo: ZHANG_CE }, { paidMonthsAtLeast: { n: 11, from: '2026-01', to: '2026-12' } }, { paidMonthsAtLeast: 'no' }],
    ['D14', { ownerIdNo: ZHANG_CE }, { homeCount: {} }, { homeCount: 1 }],
    ['D16', { idNo: LI_SHI }, { vehicleCount: {} }, { vehicleCount: 0 }],
    ['D17', { memberIdNo: LI_SHI }, { aided: { on: '2026-11-22' } }, { aided: 'unknown' }],
    ['D33', { idNo: LI_SHI }, { unemployedOn: { d: '2026-11-22' } }, { unemployedOn: 'yes' }],
  ])('answers predicates of %s about %j', async (dataset, keys, predicates, results) => {
    const reply = await predicate(dataset, keys, predicates);
    expect([reply.status, reply.body.data]).toEqual([200, results]);
    expect(JSON.parse(reply.body.receipt?.entry ?? '{}')).toMatchObject({ k: 'query-permitted', mode: 'predicate' });
  });

  it('answers bands and no amount', async () => {
    const reply = await asked('D10', { keys: { idNo: ZHANG_CE, taxYear: '2025' }, fields: ['incomeBand'] });
    expect([reply.status, reply.body.data]).toEqual([200, [{ incomeBand: '[5000,8000)' }]]);
  });

  it('stops a search by thresholds, says so, and gives back what was spent', async () => {
    const tried = (x: string): Promise<Reply> => predicate('D15', { idNo: ZHANG_CE }, { balanceAtLeast: { x } });
    for (const x of ['100', '1000', '20000']) expect((await tried(x)).status).toBe(200);
    const fourth = await tried('30000');
    expect([fourth.status, fourth.body.code, fourth.body.reasons]).toEqual([502, 'SOURCE_FAILED', ['PREDICATE_SEARCH']]);
    const failed = await eventually(async () =>
      (await readLog(node)).find((entry) => entry.k === 'failed' && entry.id === fourth.body.id),
    );
    expect(failed.why).toEqual(['PREDICATE_SEARCH']);
    expect((await tried('20000')).status).toBe(200);
  });

  it('refuses items that it shares with nobody, and a key that only predicates may use', async () => {
    const account = await asked('D15', { keys: { idNo: ZHANG_CE }, fields: ['accountNo'] });
    expect(account.body.reasons).toEqual(['FIELD_NOT_SHARED']);
    const byOwner = await asked('D06', { keys: { legalRepIdNo: ZHANG_CE }, fields: ['name'] });
    expect([byOwner.status, byOwner.body.code]).toEqual([400, 'QUERY_SCHEMA']);
  });
});

describe('A register that cannot be read', () => {
  const DATABASE = 'dept_jj';

  it('is a failure with its reason; a one-time consent lives again', async () => {
    const consent = await submitFact(
      node,
      'consent-1',
      'consent.given',
      {
        cons: '11990104MB9100059W',
        prov: '11990104MB9100171U',
        ds: 'D16@1',
        purpose: 'means-test',
        fields: ['vehicleCount'],
        from: toInstant(systemClock.now() - 1_000),
        to: toInstant(systemClock.now() + 86_400_000),
        once: true,
        sens: false,
        text: 'A'.repeat(43),
      },
      { subject: { t: 'idNo', v: ZHAO_FAN }, open: { evidence: { channel: 'counter' } } },
    );
    expect(consent.status).toBe(201);
    await asSuperuser(node, (session) => session.query('alter table register.vehicle rename to gone'), DATABASE);
    const failed = await predicate('D16', { idNo: ZHAO_FAN }, { vehicleCount: {} });
    expect([failed.status, failed.body.code, failed.body.reasons]).toEqual([502, 'SOURCE_FAILED', ['SOURCE_DOWN']]);
    expect(failed.text).not.toMatch(/register|vehicle\b|relation|gone/);
    await asSuperuser(node, (session) => session.query('alter table register.gone rename to vehicle'), DATABASE);
    await eventually(async () => (await readLog(node)).find((entry) => entry.k === 'failed' && entry.id === failed.body.id));
    expect((await predicate('D16', { idNo: ZHAO_FAN }, { vehicleCount: {} })).body.data).toEqual({ vehicleCount: 0 });
    const again = await predicate('D16', { idNo: ZHAO_FAN }, { vehicleCount: {} });
    expect(again.body.reasons).toEqual(['CONSENT_USED']);
  });

  it('that holds what its schema does not allow lets nothing out', async () => {
    const update = (status: string): Promise<unknown> =>
      asSuperuser(
        node,
        (session) => session.query('update register.vehicle set status = $1 where id_no = $2', [status, ZHANG_CE]),
        DATABASE,
      );
    await update('stolen');
    const reply = await predicate('D16', { idNo: ZHANG_CE }, { vehicleCount: {} });
    expect([reply.status, reply.body.reasons]).toEqual([502, ['RECORD_SCHEMA']]);
    await update('1');
    expect((await predicate('D16', { idNo: ZHANG_CE }, { vehicleCount: {} })).body.data).toEqual({ vehicleCount: 1 });
  });
});

describe('One idempotency key', () => {
  it('asked twice at once is one entry; with another body a conflict, recorded', async () => {
    const headers = { 'idempotency-key': 'departments-once' };
    const replies = await Promise.all([ask(node, aQuestion(), { headers }), ask(node, aQuestion(), { headers })]);
    const codes = replies.map(({ status, body }) => body.code ?? status);
    expect(codes).toContain(200);
    expect(['QUERY_IN_PROGRESS', 'ALREADY_ANSWERED']).toContain(codes.find((code) => code !== 200));
    const other = await ask(node, aQuestion({ fields: ['deathMark'] }), { headers });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_CONFLICT']);
    const { id } = replies.find(({ status }) => status === 200)?.body ?? {};
    const entries = await eventually(async () => {
      const all = await readLog(node);
      return all.some((entry) => entry.id === other.body.id) ? all : undefined;
    });
    expect(entries.filter((entry) => entry.k === 'query-permitted' && entry.id === id)).toHaveLength(1);
  });
});
