import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, ZHANG_CE } from './ask.js';
import { readLog } from './read-log.js';
import { refusalUnder } from './refusal-under.js';
import { type FactReply, type MoreOfFact, submitFact } from './submit-fact.js';

const POLICE = '11990104MB9100024A';
const TAX = '11990104MB91000400';
const CIVIL_AFFAIRS = '11990104MB9100059W';
const WINDOW = { from: '2026-01-01T00:00:00.000Z', to: '2030-01-01T00:00:00.000Z' };
const DIGEST = 'A'.repeat(43);

const GRANT = {
  gr: 'G-1',
  gv: 1,
  cons: CIVIL_AFFAIRS,
  sys: ['mz-dibao'],
  prov: POLICE,
  ds: 'D01@1',
  modes: ['records'],
  purposes: ['means-test'],
  basis: ['B2'],
  roles: ['clerk'],
  fields: { name: 'm0' },
  ...WINDOW,
  quota: { day: 1, total: 1 },
  case: false,
};
const CONSENT = {
  cons: CIVIL_AFFAIRS,
  prov: POLICE,
  ds: 'D01@1',
  purpose: 'means-test',
  fields: ['name'],
  ...WINDOW,
  once: false,
  sens: false,
  text: DIGEST,
};
const PERSON: MoreOfFact = { subject: { t: 'idNo', v: ZHANG_CE }, open: { evidence: { channel: 'counter' } } };
const OFFICER: MoreOfFact = { open: { op: { dept: POLICE, no: 'sj-0001' } } };

interface Contradiction {
  readonly what: string;
  readonly service: string;
  readonly k: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly more?: MoreOfFact;
}

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    what: 'a grant for a dataset that nobody has published',
    service: 'registry-1',
    k: 'grant.issued',
    members: { ...GRANT, ds: 'D99@1' },
    more: OFFICER,
  },
  {
    what: 'a grant for another major',
    service: 'registry-1',
    k: 'grant.issued',
    members: { ...GRANT, ds: 'D01@7' },
    more: OFFICER,
  },
  {
    what: 'a grant by a department whose dataset it is not',
    service: 'registry-1',
    k: 'grant.issued',
    members: { ...GRANT, prov: TAX },
    more: OFFICER,
  },
  {
    what: 'a grant on an application that is none',
    service: 'registry-1',
    k: 'grant.issued',
    members: { ...GRANT, a: 0 },
    more: OFFICER,
  },
  {
    what: 'a consent for another provider',
    service: 'consent-1',
    k: 'consent.given',
    members: { ...CONSENT, prov: TAX },
    more: PERSON,
  },
  {
    what: 'a consent for a dataset that nobody has published',
    service: 'consent-1',
    k: 'consent.given',
    members: { ...CONSENT, ds: 'D99@1' },
    more: PERSON,
  },
  {
    what: 'a consent by a guardian who is none',
    service: 'consent-1',
    k: 'consent.given',
    members: { ...CONSENT, gd: 0 },
    more: PERSON,
  },
  {
    what: 'a withdrawal of what is no consent',
    service: 'consent-1',
    k: 'consent.withdrawn',
    members: { cst: 0, by: 'subject' },
  },
  {
    what: 'a withdrawal of what is not in the log',
    service: 'consent-1',
    k: 'consent.withdrawn',
    members: { cst: 1_000_000, by: 'subject' },
  },
  {
    what: 'a revocation of what is no grant',
    service: 'registry-1',
    k: 'grant.revoked',
    members: { g: 0, why: ['PURPOSE_ENDED'] },
  },
  {
    what: 'the lifting of what is no suspension',
    service: 'registry-1',
    k: 'suspension.lifted',
    members: { s: 0, why: ['CLEARED'] },
  },
  {
    what: 'the suspension of what is no grant',
    service: 'registry-1',
    k: 'suspension.set',
    members: { scope: { t: 'grant', g: 0 }, why: ['MISUSE_REVIEW'] },
  },
  {
    what: 'an erasure of openings that the log has not reached',
    service: 'audit-1',
    k: 'opening.erased',
    members: { of: { from: 0, to: 99_999 }, f: ['query'], n: 1, law: 'PIPL-47' },
    more: { open: { ...OFFICER.open, request: 'R-1' } },
  },
  {
    what: 'an access to more of the log than there is',
    service: 'audit-1',
    k: 'audit.accessed',
    members: { dept: POLICE, role: 'auditor', act: 'search', n: 0, upto: 99_999, purpose: 'audit' },
    more: { open: { ...OFFICER.open, query: {}, result: [] } },
  },
  {
    what: 'a case about entries that are not there',
    service: 'audit-1',
    k: 'case.changed',
    members: { cs: 'C-1', st: 'open', of: [99_999] },
    more: { open: { ...OFFICER.open, note: 'x' } },
  },
];

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

const submit = ({ service, k, members, more }: Contradiction): Promise<FactReply> => submitFact(node, service, k, members, more);

describe('A fact that contradicts the log', () => {
  it.each(CONTRADICTIONS)('$what is refused with a receipt, and stands in the log as refused', async (contradiction) => {
    const reply = await submit(contradiction);
    expect([reply.status, reply.body.code]).toEqual([422, 'FACT_INVALID']);
    const entry = (await readLog(node))[reply.body.receipt?.index ?? -1];
    expect(entry).toMatchObject({ k: 'refused-at-edge', why: ['FACT_INVALID'], id: reply.body.id });
  });

  it('leaves nothing half-applied: the same questions have the same answers', async () => {
    const permitted = await ask(node, aQuestion());
    const denied = await ask(node, aQuestion({ fields: ['name'] }));
    expect([permitted.status, denied.body.reasons]).toEqual([200, ['FIELD_NOT_GRANTED']]);
  });

  it('under its id may be put right later', async () => {
    const id = newId(systemRandomness);
    const wrong = await submitFact(node, 'registry-1', 'grant.issued', { ...GRANT, ds: 'D99@1' }, { ...OFFICER, id });
    const right = await submitFact(node, 'registry-1', 'grant.issued', { ...GRANT, sys: ['mz-other'] }, { ...OFFICER, id });
    expect([wrong.status, right.status]).toEqual([422, 201]);
  });
});

describe('A fact under an id that is taken', () => {
  it('is recorded once when it says the same, and refused when it says something else', async () => {
    const id = newId(systemRandomness);
    const members = { ...GRANT, sys: ['mz-third'] };
    const first = await submitFact(node, 'registry-1', 'grant.issued', members, { ...OFFICER, id });
    const again = await submitFact(node, 'registry-1', 'grant.issued', members, { ...OFFICER, id });
    const other = await submitFact(node, 'registry-1', 'grant.issued', { ...members, case: true }, { ...OFFICER, id });
    expect([first.status, again.status, again.body.code, again.body.index]).toEqual([
      201,
      409,
      'FACT_RECORDED',
      first.body.index,
    ]);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_CONFLICT']);
  });
});

describe('A fact by a clock that goes wrong', () => {
  it.each([
    ['an hour ahead', 3_600_000],
    ['a minute behind', -60_000],
  ])('%s is refused at the edge, and recorded', async (_what, skewMs) => {
    const deadline = toInstant(systemClock.now() + skewMs);
    const reply = await submitFact(node, 'registry-1', 'grant.issued', GRANT, OFFICER, deadline);
    expect([reply.status, reply.body.code]).toEqual([400, 'QUERY_SCHEMA']);
    expect(await refusalUnder(node, reply.body.id)).toMatchObject({ why: ['QUERY_SCHEMA'] });
  });
});

describe('A fact of a form that its kind does not have', () => {
  it.each([
    ['a member too many', { ...GRANT, note: 'x' }],
    ['no quota', Object.fromEntries(Object.entries(GRANT).filter(([name]) => name !== 'quota'))],
    ['a set out of order', { ...GRANT, modes: ['records', 'predicate'] }],
    ['a window that is no time', { ...GRANT, from: '2026-13-01T00:00:00.000Z' }],
  ])('with %s gets no entry', async (_what, members) => {
    const reply = await submitFact(node, 'registry-1', 'grant.issued', members, OFFICER);
    expect([reply.status, reply.body.code]).toEqual([400, 'QUERY_SCHEMA']);
    expect((await readLog(node)).some((entry) => entry.k === 'grant.issued' && entry.id === reply.body.id)).toBe(false);
  });
});
