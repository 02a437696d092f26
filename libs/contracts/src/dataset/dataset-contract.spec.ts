import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@shutong/kernel';
import { DatasetContract } from './dataset-contract.js';
import { parseDatasetDocument } from './dataset-document.js';

const at = (path: string): URL => new URL(`../../../../schemas/datasets/D01/${path}`, import.meta.url);
const published = canonicalJson(JSON.parse(readFileSync(at('document.json'), 'utf8')));

function d01(): DatasetContract {
  const document = parseDatasetDocument(published);
  const contract = document.ok ? DatasetContract.compile(document.value) : document;
  if (!contract.ok) throw new Error('D01 compiles');
  return contract.value;
}

describe('the contract of a dataset', () => {
  const contract = d01();
  const query = JSON.parse(readFileSync(at('examples/demo-query.json'), 'utf8')) as Record<string, unknown>;

  it('takes the query of the README', () => {
    expect([contract.ds, contract.findingsInQuery(query)]).toEqual(['D01@1', []]);
  });

  it.each([
    ['an unknown member', { ...query, admin: true }],
    ['an unknown field', { ...query, fields: ['salary'] }],
    ['no purpose', { ...query, purpose: undefined }],
    ['a number for a text', { ...query, law: 58 }],
    ['a control character', { ...query, caseNo: 'DB\u0007' }],
    ['a purpose of another spelling', { ...query, purpose: 'Means test' }],
    ['members of the prototype', { ...query, keys: { toString: 'x' } }],
  ])('refuses %s and repeats no value', (_what, body) => {
    const findings = contract.findingsInQuery(JSON.parse(JSON.stringify(body)));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.join()).not.toMatch(/990104|salary|admin/);
  });

  it('lets permitted fields through and nothing else', () => {
    const rows = [{ deathMark: false, domicileRegion: '990104' }];
    expect(contract.areRows(rows, ['deathMark', 'domicileRegion'], [])).toBe(true);
    expect(contract.areRows(rows, ['deathMark'], [])).toBe(false);
    expect(contract.areRows([{ name: '张*' }], ['name'], ['name'])).toBe(true);
    expect(contract.areRows([{ deathMark: 'no' }], ['deathMark'], [])).toBe(false);
    expect(contract.areRows({ length: 1 }, ['deathMark'], [])).toBe(false);
  });

  it.each([
    ['a masked value that is long', [{ name: '*'.repeat(201) }], ['name'], ['name']],
    ['a masked value that is no text', [{ name: null }], ['name'], ['name']],
    ['a field permitted but unknown to the document', [{ salary: '1' }], ['salary'], []],
    ['a field permitted, unknown and masked', [{ salary: '*' }], ['salary'], ['salary']],
    ['a member of the prototype', [{ constructor: '1' }], ['constructor'], []],
    ['a row that is a list', [['1']], ['0'], []],
    ['a row that is nothing', [null], ['name'], []],
    ['201 rows', Array<object>(201).fill({}), [], []],
  ])('holds back %s', (_what, rows, fields, masked) => {
    expect(contract.areRows(rows, fields, masked)).toBe(false);
  });

  it('names at most 20 findings, each once, whatever the size of the body', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, place) => [`m${String(place)}`, 1]));
    const many = { ...wide, fields: Array.from({ length: 5_000 }, () => ({})) };
    const findings = contract.findingsInQuery(many);
    expect(findings.length).toBeLessThanOrEqual(20);
    expect(new Set(findings).size).toBe(findings.length);
  });
});

describe('documents that are refused', () => {
  it.each([
    ['not canonical', `${published} `],
    ['no query schema', canonicalJson({ ...(JSON.parse(published) as object), querySchema: 1 })],
    ['not JSON', '{'],
  ])('%s', (_what, text) => {
    expect(parseDatasetDocument(text)).toEqual({ ok: false, failure: 'DOCUMENT_INVALID' });
  });

  it.each([
    ['an asynchronous schema, whose validator would accept everything', { $async: true, type: 'object' }],
    ['an unknown keyword', { type: 'object', requierd: ['a'] }],
    ['a look-behind', { type: 'string', pattern: '(?<=a)b' }],
    ['a reference outside', { $ref: 'https://example.org/schema' }],
  ])('%s', (_what, querySchema) => {
    const document = parseDatasetDocument(canonicalJson({ ...(JSON.parse(published) as object), querySchema }));
    const contract = document.ok ? DatasetContract.compile(document.value) : document;
    expect(contract.ok && contract.value.findingsInQuery({}).length === 0).toBe(false);
  });
});

describe('a question in mode predicate', () => {
  const contract = d01();

  it.each([
    [{ alive: {}, ageAtLeast: { n: 80, on: '2026-11-22' } }, true],
    [{ deathMark: false }, true],
    [{ ageAtLeast: { n: 80 } }, false],
    [{ alive: { on: '2026-11-22' } }, false],
    [{ salary: {} }, false],
    [{}, false],
    [[], false],
  ])('asks %j: %s', (ask, isRight) => {
    expect(contract.isAsk(ask)).toBe(isRight);
  });

  it('is about a person, whatever the key is called and whichever alternative holds it', () => {
    const { document } = contract;
    const properties = {
      ...(document.querySchema['properties'] as object),
      keys: { oneOf: [key('uscc', 'uscc'), key('ownerIdNo', 'resident-id')] },
    };
    const changed = DatasetContract.compile({ ...document, querySchema: { ...document.querySchema, properties } });
    expect([contract.keyIdentifiers, changed.ok && changed.value.keyIdentifiers]).toEqual([
      { idNo: 'resident-id' },
      { uscc: 'uscc', ownerIdNo: 'resident-id' },
    ]);
  });

  function key(name: string, type: string): object {
    const value = { type: 'string', maxLength: 18, 'x-identifier': type };
    return { type: 'object', additionalProperties: false, required: [name], properties: { [name]: value } };
  }
});
