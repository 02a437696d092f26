import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, systemRandomness } from '@shutong/kernel';
import { issueToken, loadJwk, type TokenGrant } from '@shutong/trust';
import { decodeJwt, decodeProtectedHeader, type JWK } from 'jose';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, type Envelope, LI_SHI, type Reply, ZHANG_CE, ZHAO_FAN } from './ask.js';
import { eventually } from './eventually.js';
import { type LogEntry, readLog } from './read-log.js';

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

const MISTYPED = '990104190001010018';
const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;

interface BadInput {
  readonly what: string;
  readonly body: () => object | string;
  readonly envelope?: Envelope;
  readonly status: number;
  readonly code: string;
}

const json = (changes: Readonly<Record<string, unknown>> = {}): string => JSON.stringify(aQuestion(changes));
const schema = { status: 400, code: 'QUERY_SCHEMA' };

const BAD_INPUT: readonly BadInput[] = [
  { what: 'text that is not JSON', body: () => 'purpose=means-test', ...schema },
  { what: 'JSON that breaks off', body: () => json().slice(0, -1), ...schema },
  { what: 'a list instead of an object', body: () => [aQuestion()], ...schema },
  { what: 'nothing at all', body: () => '', ...schema },
  { what: 'an unknown key', body: () => aQuestion({ limit: 10 }), ...schema },
  { what: 'one key twice', body: () => json().replace('{', '{"purpose":"tenant-check",'), ...schema },
  { what: 'the key __proto__', body: () => json().replace('{', '{"__proto__":{"mode":"records"},'), ...schema },
  { what: 'an over-long body', body: () => aQuestion({ caseNo: 'D'.repeat(70_000) }), ...schema },
  { what: 'a body nested too deep', body: () => json().replace('{', `{"deep":${deep},`), ...schema },
  { what: 'a number where a text belongs', body: () => aQuestion({ keys: { idNo: 990104 } }), ...schema },
  { what: 'a control character', body: () => aQuestion({ caseNo: 'DB\u00072026' }), ...schema },
  { what: 'a lone surrogate', body: () => json().replace('DB-2026', String.raw`DB\ud800`), ...schema },
  { what: 'U+0000', body: () => json().replace('DB-2026', String.raw`DB\u0000`), ...schema },
  { what: 'an item that the dataset lacks', body: () => aQuestion({ fields: ['bloodType'] }), ...schema },
  { what: 'a first-generation number', body: () => aQuestion({ keys: { idNo: '990104190001010' } }), ...schema },
  { what: 'another media type', body: () => json(), envelope: { headers: { 'content-type': 'text/plain' } }, ...schema },
  { what: 'a wait of an hour', body: () => json(), envelope: { headers: { prefer: 'wait=3600' } }, ...schema },
  { what: 'an idempotency key with a blank', body: () => json(), envelope: { headers: { 'idempotency-key': 'a b' } }, ...schema },
  { what: 'a wrong check digit', body: () => aQuestion({ keys: { idNo: MISTYPED } }), status: 422, code: 'IDENTIFIER_INVALID' },
  { what: 'a region in no table', body: () => aQuestion({ region: ['999999'] }), status: 422, code: 'IDENTIFIER_INVALID' },
  { what: 'a law in no table', body: () => aQuestion({ law: 'ABCD-1' }), status: 422, code: 'LAW_UNKNOWN' },
  {
    what: 'a dataset nobody has',
    body: () => json(),
    envelope: { path: '/v1/datasets/D99/query' },
    status: 404,
    code: 'DATASET_UNKNOWN',
  },
  { what: 'no token', body: () => json(), envelope: { token: null }, status: 401, code: 'TOKEN_INVALID' },
  { what: 'a token of nonsense', body: () => json(), envelope: { token: 'a.b.c' }, status: 401, code: 'TOKEN_INVALID' },
];

describe('Bad input', () => {
  it.each(BAD_INPUT)('with $what is refused as $code, with a sentence on what to change and no echo', async (bad) => {
    const reply = await ask(node, bad.body(), bad.envelope);
    expect([reply.status, reply.body.code]).toEqual([bad.status, bad.code]);
    isASafeProblem(reply);
  });

  it('never reaches the department', async () => {
    const asked = (await readLog(node)).filter((entry) => entry.k === 'query-permitted');
    expect(asked).toEqual([]);
  });

  it('is recorded, every time, under its code', async () => {
    const expected = new Map<string, number>();
    for (const { code } of BAD_INPUT) expected.set(code, (expected.get(code) ?? 0) + 1);
    const recorded = await eventually(async () => {
      const found = countByCode(await readLog(node));
      return [...expected].every(([code, count]) => (found.get(code) ?? 0) >= count) ? found : undefined;
    });
    expect(Object.fromEntries(recorded)).toEqual(Object.fromEntries(expected));
  });
});

describe('A token', () => {
  it.each([
    ['by another issuer', async () => strange({ issuer: 'https://elsewhere.example' })],
    ['for another audience', async () => strange({ audience: 'urn:shutong:other' })],
    ['of yesterday', async () => strange({ lifetimeSeconds: -60 })],
    ['under a foreign key', async () => strange({}, foreignKey())],
  ])('%s is refused', async (_, token) => {
    const reply = await ask(node, aQuestion(), { token: await token() });
    expect([reply.status, reply.body.code]).toEqual([401, 'TOKEN_INVALID']);
    expect(reply.headers.get('www-authenticate')).toContain('Bearer');
    isASafeProblem(reply);
  });

  it('without the scope for queries is refused', async () => {
    const reply = await ask(node, aQuestion(), { token: await strange({ scopes: ['facts'] }) });
    expect([reply.status, reply.body.code]).toEqual([403, 'SCOPE_MISSING']);
  });

  it('of a company, which is no party, is refused', async () => {
    const reply = await ask(node, aQuestion(), { token: await strange({ department: '91990104MA9100012Q' }) });
    expect([reply.status, reply.body.code]).toEqual([403, 'PARTY_NOT_ELIGIBLE']);
  });
});

describe('A denial names every reason, with a receipt', () => {
  it.each([
    ['a purpose that nobody granted', { purpose: 'tenant-check' }, ['PURPOSE_NOT_GRANTED', 'CONSENT_SCOPE']],
    ['a mode that nobody granted', { mode: 'subscribe' }, ['MODE_NOT_GRANTED']],
    ['an item that nobody granted', { fields: ['deathMark', 'domicileAddr'] }, ['FIELD_NOT_GRANTED']],
    ['a person who has not consented', { keys: { idNo: ZHAO_FAN } }, ['CONSENT_MISSING']],
    ['no case number', { caseNo: undefined }, ['CASE_NUMBER_MISSING']],
    ['another role', { operator: { no: 'mz-0042', role: 'inspector' } }, ['ROLE_NOT_GRANTED']],
    ['a basis that nobody granted', { basis: 'B1' }, ['BASIS_NOT_GRANTED']],
    ['rows of another district', { region: ['990102'] }, ['ROW_OUTSIDE_SCOPE']],
  ])('%s', async (_, changes, reasons) => {
    const reply = await ask(node, aQuestion(changes));
    expect([reply.status, reply.body.code]).toEqual([403, 'QUERY_DENIED']);
    expect(reply.body.reasons).toEqual(reasons);
    expect(JSON.parse(reply.body.receipt?.entry ?? '{}')).toMatchObject({ k: 'query-denied', why: reasons.toSorted() });
    expect((await readLog(node))[reply.body.receipt?.index ?? -1]).toMatchObject({ k: 'query-denied', id: reply.body.id });
  });

  it('and all of them at once', async () => {
    const reply = await ask(
      node,
      aQuestion({ purpose: 'tenant-check', fields: ['name'], caseNo: undefined, region: ['990102'] }),
    );
    expect(reply.body.reasons).toEqual([
      'PURPOSE_NOT_GRANTED',
      'FIELD_NOT_GRANTED',
      'ROW_OUTSIDE_SCOPE',
      'CASE_NUMBER_MISSING',
      'CONSENT_SCOPE',
    ]);
  });
});

describe('What does not exist', () => {
  it('is a problem too', async () => {
    const response = await fetch(`${node.gateway}/v2/anything`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'ROUTE_UNKNOWN']);
  });
});

/** The form of RFC 9457, and nothing that helps an attacker or names a person. */
function isASafeProblem(reply: Reply): void {
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.body).toMatchObject({ type: `urn:shutong:problem:${reply.body.code ?? ''}`, status: reply.status });
  expect(reply.body.hint?.length).toBeGreaterThan(10);
  expect(reply.text).not.toMatch(/\bat .*\.[jt]s:|node_modules|select |Error:/);
  for (const secret of [ZHANG_CE, LI_SHI, ZHAO_FAN, MISTYPED, 'mz-0042']) expect(reply.text).not.toContain(secret);
}

function countByCode(entries: readonly LogEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { k, why = [], n = 1 } of entries) {
    if (k === 'refused-at-edge') for (const code of why) counts.set(code, (counts.get(code) ?? 0) + n);
  }
  return counts;
}

function foreignKey(): JWK {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JWK;
}

/** A token like the system's own but for the changes, signed by the node's issuer unless another key is given. */
async function strange(changes: Partial<TokenGrant>, signer?: JWK): Promise<string> {
  const good = node.token('mz-dibao');
  const { iss, aud, sub, dept, scope } = decodeJwt(good);
  const { kid } = decodeProtectedHeader(good);
  const key = signer ?? (await loadJwk(join(node.dataDir, 'keys', 'token.jwk')));
  const grant: TokenGrant = {
    issuer: String(iss),
    audience: String(aud),
    system: String(sub),
    department: String(dept),
    scopes: String(scope).split(' '),
    lifetimeSeconds: 600,
    ...changes,
  };
  return issueToken({ ...key, ...(kid === undefined ? {} : { kid }) }, grant, systemClock, systemRandomness);
}
