import { describe, expect, it } from '@jest/globals';
import { parseHeader } from './parse-header.js';

const ID = 'D7hyVJo-BN6qpQ18AzjTYQ';
const DIGEST = `${'A'.repeat(42)}A`;
const FRAME = { v: 1, id: ID, shard: 's0', epoch: '2026h2' };
const DEPARTMENT = '11990104MB9100024A';

const QUESTION = {
  cons: '11990104MB9100059W',
  sys: 'mz-dibao',
  prov: DEPARTMENT,
  ds: 'D01@1',
  mode: 'records',
  purpose: 'means-test',
  basis: 'B2',
  law: 'SHJZ-58',
  role: 'clerk',
  fields: ['deathMark'],
  rows: { region: ['990104'] },
  sub: ID,
  c: { subject: DIGEST, op: DIGEST, query: DIGEST, case: DIGEST },
  deadline: '2026-11-22T08:00:10.000Z',
  replyTo: 'gw-1',
};

const HEADERS = {
  query: { ...FRAME, type: 'query', ...QUESTION, fp: DIGEST, sd: DIGEST, od: DIGEST },
  explain: { ...FRAME, type: 'explain', ...QUESTION, od: DIGEST },
  refused: { ...FRAME, type: 'refused', why: ['QUERY_SCHEMA'], n: 1, cons: DEPARTMENT, sys: 'mz-dibao', ds: 'D01@1' },
  'not-released': { ...FRAME, type: 'not-released', why: ['TIMEOUT'], q: 4 },
  answered: {
    ...FRAME,
    type: 'answered',
    q: 4,
    prov: DEPARTMENT,
    ver: '1.0.0',
    fields: ['deathMark'],
    ms: 5,
    c: { result: DIGEST, rows: DIGEST },
    od: DIGEST,
  },
  failed: { ...FRAME, type: 'failed', q: 4, prov: DEPARTMENT, why: ['SOURCE_DOWN'], ms: 5 },
  fact: { ...FRAME, type: 'fact', k: 'consent.withdrawn', cst: 3, by: 'subject', deadline: QUESTION.deadline, replyTo: 'gw-1' },
} as const;

type HeaderType = keyof typeof HEADERS;

const verdict = (type: HeaderType, changes: Readonly<Record<string, unknown>>): boolean =>
  parseHeader(JSON.stringify({ ...HEADERS[type], ...changes })).ok;

describe('headers', () => {
  it.each(Object.entries(HEADERS))('of type %s read as they were written', (_type, header) => {
    expect(parseHeader(JSON.stringify(header))).toEqual({ ok: true, value: header });
  });

  it.each(Object.keys(HEADERS) as HeaderType[])('of type %s are refused without any of their fixed members', (type) => {
    const optional = ['rows', 'sub', 'fp', 'cons', 'sys', 'ds', 'cst', 'by'];
    const fixed = Object.keys(HEADERS[type]).filter(
      (name) => !optional.includes(name) && !(type === 'not-released' && name === 'q'),
    );
    for (const name of fixed) expect([name, verdict(type, { [name]: undefined })]).toEqual([name, false]);
  });
});

describe('a header is refused', () => {
  it.each<[string, HeaderType, Readonly<Record<string, unknown>>]>([
    ['of a later version', 'query', { v: 2 }],
    ['of an unknown type', 'query', { type: 'delete' }],
    ['of a type from the prototype', 'query', { type: 'constructor' }],
    ['with an unknown member', 'query', { urgent: true }],
    ['with a digest of a document that no query has', 'query', { dd: DIGEST }],
    ['with a sealed question, when it only asks for an explanation', 'explain', { sd: DIGEST }],
    ['without the digest of its sealed question', 'query', { sd: undefined }],
    ['with one field twice', 'query', { fields: ['deathMark', 'deathMark'] }],
    ['with no fields', 'query', { fields: [] }],
    ['with 65 fields', 'query', { fields: Array.from({ length: 65 }, (_, place) => `f${String(place)}`) }],
    ['with a commitment to something else', 'query', { c: { ...QUESTION.c, result: DIGEST } }],
    ['with a department that is no code', 'query', { cons: '11990104MB9100059I' }],
    ['with a day that does not exist', 'query', { deadline: '2026-06-31T08:00:10.000Z' }],
    ['with a time of another zone', 'query', { deadline: '2026-11-22T16:00:10.000+08:00' }],
    ['with an id whose last bits are not zero', 'query', { id: 'D7hyVJo-BN6qpQ18AzjTYR' }],
    ['that counts no refusal', 'refused', { n: 0 }],
    ['without a reason', 'refused', { why: [] }],
    ['with a reason in words', 'failed', { why: ['out of order'] }],
    ['with openings that no release has', 'not-released', { od: DIGEST }],
    ['with a duration of nothing', 'answered', { ms: 0 }],
    ['of a fact that sets its own time of decision', 'fact', { at: '2026-11-22T08:00:00.000Z' }],
    ['of a fact that names its own source', 'fact', { src: { by: 'registry-1', d: DIGEST } }],
    ['of a fact with a sealed question', 'fact', { sd: DIGEST }],
    ['of a fact whose kind is a query kind', 'fact', { k: 'query-permitted' }],
  ])('%s', (_what, type, changes) => {
    expect(verdict(type, changes)).toBe(false);
  });

  const text = JSON.stringify(HEADERS.query);

  it.each([
    ['with one member twice', text.replace('"mode":"records"', '"mode":"records","mode":"predicate"')],
    ['with __proto__', text.replace('{', '{"__proto__":{},')],
    ['with a lone surrogate', text.replace('clerk', String.raw`\udc00`)],
    ['over 12 kB', text.replace('{', `{${' '.repeat(12_289)}`)],
    ['that is a list', `[${text}]`],
    ['that is null', 'null'],
    ['that is no JSON', text.slice(1)],
  ])('%s', (_what, header) => {
    expect(parseHeader(header)).toEqual({ ok: false, failure: 'HEADER_INVALID' });
  });
});
