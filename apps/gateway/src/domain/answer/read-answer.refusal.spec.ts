import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DatasetContract, parseDatasetDocument } from '@shutong/contracts';
import type { QueryPermitted } from '@shutong/decision';
import { canonicalJson } from '@shutong/kernel';
import { aPermit, aQuery, POLICE, TAX } from '../../application/test-node.contract.js';
import { readAnswer } from './read-answer.js';

const KEYS = { idNo: '990104190001010017' };

function contractOf(code: string): DatasetContract {
  const file = new URL(`../../../../../schemas/datasets/${code}/document.json`, import.meta.url);
  const document = parseDatasetDocument(canonicalJson(JSON.parse(readFileSync(file, 'utf8'))));
  const compiled = document.ok ? DatasetContract.compile(document.value) : document;
  if (!compiled.ok) throw new Error(`${code} compiles`);
  return compiled.value;
}

const contract = contractOf('D01');
const leaf = aPermit(aQuery()) as unknown as QueryPermitted;
const GOOD = {
  asOf: '2026-11-24T16:00:00+08:00',
  sourceUscc: POLICE,
  version: '1.0.0',
  underCorrection: false,
  rows: [{ deathMark: false, name: '张*' }],
};

const verdictOn = (answer: unknown, permitted = leaf, of = contract): string => {
  const read = readAnswer(Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)), permitted, of, KEYS);
  return read.ok ? 'released' : read.failure;
};

describe('an opened answer', () => {
  it('is released when it holds the permitted fields, masked', () => {
    expect(verdictOn(GOOD)).toBe('released');
    expect(verdictOn({ ...GOOD, rows: [] })).toBe('released');
  });

  it.each([
    ['is no JSON', '{'],
    ['has a member more', { ...GOOD, note: 'x' }],
    ['names another department', { ...GOOD, sourceUscc: TAX }],
    ['has no time', { ...GOOD, asOf: 'today' }],
    ['has rows that are no list', { ...GOOD, rows: {} }],
    ['repeats a key', JSON.stringify(GOOD).replace('"rows"', '"version":"1","rows"')],
  ])('is invalid when it %s', (_what, answer) => {
    expect(verdictOn(answer)).toBe('ANSWER_INVALID');
  });

  it.each([
    ['a field outside the permit', [{ deathMark: false, name: '张*', birthDate: '1980-01-01' }]],
    ['an unmasked value where the entry masks', [{ deathMark: false, name: '张测' }]],
    ['a value of another type', [{ deathMark: 'no', name: '张*' }]],
    ['a masked number', [{ deathMark: false, name: 7 }]],
    ['a row that is a list', [[false]]],
  ])('breaks the record schema with %s', (_what, rows) => {
    expect(verdictOn({ ...GOOD, rows })).toBe('RECORD_SCHEMA');
  });

  it('may echo the key that the consumer itself sent, though it is masked', () => {
    const permitted = { ...leaf, fields: ['idNo'], mask: { idNo: 'm1' as const } };
    expect(verdictOn({ ...GOOD, rows: [{ idNo: KEYS.idNo }] }, permitted)).toBe('released');
    expect(verdictOn({ ...GOOD, rows: [{ idNo: '990104190001010025' }] }, permitted)).toBe('RECORD_SCHEMA');
  });
});

describe('an opened answer with masked identifiers', () => {
  const verdictOnItem = (dataset: DatasetContract, field: string, value: string): string => {
    const permitted = { ...leaf, fields: [field], mask: { [field]: 'm1' as const } };
    return verdictOn({ ...GOOD, rows: [{ [field]: value }] }, permitted, dataset);
  };

  it('may show a public one as it is', () => {
    expect(verdictOnItem(contract, 'domicileRegion', '990104')).toBe('released');
    expect(verdictOnItem(contractOf('D11'), 'employerUscc', '91990104MA9100012Q')).toBe('released');
  });

  it.each([
    ['D11', 'employerUscc', '92990104MA9100020G', '92990104********0G'],
    ['D16', 'plate', '测A00001', '测A***01'],
    ['D16', 'vin', 'ZZZTESTA30A000001', 'ZZZ**********0001'],
    ['D14', 'certNo', '测(2026)数通市不动产权第0000001号', '测(2026)数通市不动产权第*****01号'],
    ['D18', 'certNo', '99010419000101001743', '990*****************'],
  ])('shows those of %s %s that lead to a person with asterisks alone', (code, field, plain, masked) => {
    expect(verdictOnItem(contractOf(code), field, masked)).toBe('released');
    expect(verdictOnItem(contractOf(code), field, plain)).toBe('RECORD_SCHEMA');
  });
});

describe('an opened answer to predicates', () => {
  const asked = { ...leaf, mode: 'predicate', fields: ['ageAtLeast', 'ageBand', 'alive', 'deathMark'] };
  const { rows: _rows, ...envelope } = GOOD;
  const results = { ageAtLeast: 'no', ageBand: '18-44', alive: 'unknown', deathMark: 'yes' };

  it('is released when it answers each of them in its kind', () => {
    expect(verdictOn({ ...envelope, results }, asked)).toBe('released');
  });

  it.each([
    ['has rows instead', { ...envelope, rows: [] }],
    ['has rows beside them', { ...envelope, results, rows: [{ deathMark: false }] }],
    ['has a list of results', { ...envelope, results: [results] }],
    ['has neither', envelope],
  ])('is invalid when it %s', (_what, answer) => {
    expect(verdictOn(answer, asked)).toBe('ANSWER_INVALID');
  });

  it('is invalid with results where rows were permitted', () => {
    expect(verdictOn({ ...envelope, results: { deathMark: 'yes', name: 'yes' } })).toBe('ANSWER_INVALID');
  });

  it.each([
    ['a name that was not permitted', { ...results, name: 'yes' }],
    ['a name too few', { ageAtLeast: 'no', ageBand: '18-44', alive: 'yes' }],
    ['a value in the place of a yes', { ...results, deathMark: '2001-02-03' }],
    ['an age in the place of its band', { ...results, ageBand: '42' }],
    ['a number in the place of a yes', { ...results, alive: 1 }],
    ['an object', { ...results, alive: {} }],
  ])('breaks its form with %s', (_what, answered) => {
    expect(verdictOn({ ...envelope, results: answered }, asked)).toBe('RECORD_SCHEMA');
  });
});
