import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@shutong/kernel';
import fc from 'fast-check';
import { DatasetContract } from './dataset-contract.js';
import { parseDatasetDocument } from './dataset-document.js';

type Document = Readonly<Record<string, unknown>> & {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly predicates: readonly Readonly<Record<string, unknown>>[];
};

function published(code: string): Document {
  const at = new URL(`../../../../schemas/datasets/${code}/document.json`, import.meta.url);
  return JSON.parse(readFileSync(at, 'utf8')) as Document;
}

function contractOf(code: string): DatasetContract {
  const document = parseDatasetDocument(canonicalJson(published(code)));
  const contract = document.ok ? DatasetContract.compile(document.value) : document;
  if (!contract.ok) throw new Error(`${code} compiles`);
  return contract.value;
}

describe('Results of predicates', () => {
  const [residents, homes, housingFund] = [contractOf('D01'), contractOf('D14'), contractOf('D15')];

  it.each([
    ['a yes', residents, { alive: 'yes' }],
    ['an unknown', residents, { alive: 'unknown', sameHousehold: 'no' }],
    ['a band', residents, { ageBand: '80-89' }],
    ['an unknown band', residents, { ageBand: 'unknown' }],
    ['an item compared with a value', residents, { deathMark: 'no', sex: 'unknown' }],
    ['a count', homes, { homeCount: 2, ownsHome: 'yes' }],
    ['a count of none', homes, { homeCount: 0 }],
  ])('pass with %s', (_what, contract, results) => {
    expect(contract.areResults(results, Object.keys(results))).toBe(true);
  });

  it.each([
    ['the value in place of the answer', residents, { deathMark: false }, ['deathMark']],
    ['a name for a yes', residents, { name: '张测' }, ['name']],
    ['a birth date for a band', residents, { ageBand: '1984-03-12' }, ['ageBand']],
    ['an age for a band', residents, { ageBand: 42 }, ['ageBand']],
    ['a count for a yes', homes, { ownsHome: 2 }, ['ownsHome']],
    ['a yes for a count', homes, { homeCount: 'yes' }, ['homeCount']],
    ['an unknown for a count', homes, { homeCount: 'unknown' }, ['homeCount']],
    ['less than no home', homes, { homeCount: -1 }, ['homeCount']],
    ['half a home', homes, { homeCount: 1.5 }, ['homeCount']],
    ['an answer that was not permitted', residents, { alive: 'yes', sameHousehold: 'yes' }, ['alive']],
    ['an answer in place of the permitted one', residents, { sameHousehold: 'yes' }, ['alive']],
    ['an answer missing', residents, { alive: 'yes' }, ['alive', 'sameHousehold']],
    ['a second answer under a name permitted twice', residents, { alive: 'yes', sex: 'yes' }, ['alive', 'alive']],
    ['a name that the dataset lacks', residents, { salary: 'yes' }, ['salary']],
    ['a member of the prototype', residents, { constructor: 'yes' }, ['constructor']],
    ['an item that is not shared', housingFund, { accountNo: 'yes' }, ['accountNo']],
    ['rows', residents, [{ alive: 'yes' }], ['0']],
    ['an answer in an object', residents, { alive: { answer: 'yes' } }, ['alive']],
    ['nothing', residents, null, []],
  ])('are held back with %s', (_what, contract, results, fields) => {
    expect(contract.areResults(results, fields)).toBe(false);
  });

  it('never let another text through than the words and bands of the document', () => {
    const words = new Set(['yes', 'no', 'unknown']);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(residents.areResults({ alive: text }, ['alive'])).toBe(words.has(text));
      }),
    );
  });
});

describe('A document is refused', () => {
  const d01 = published('D01');
  const [item] = d01.items;
  const [predicate] = d01.predicates;

  it.each([
    ['with a predicate without a level', { predicates: [{ ...predicate, level: undefined }] }],
    ['with a predicate at the level of an item', { predicates: [{ ...predicate, level: 'L3' }] }],
    ['with a predicate that answers anything', { predicates: [{ ...predicate, answer: { kind: 'text' } }] }],
    ['with a predicate of no bands', { predicates: [{ ...predicate, answer: { kind: 'band', values: [] } }] }],
    ['with a predicate of bands that are numbers', { predicates: [{ ...predicate, answer: { kind: 'band', values: [1] } }] }],
    ['with a count that has a limit', { predicates: [{ ...predicate, answer: { kind: 'count', max: 3 } }] }],
    ['with a predicate of the name of an item', { predicates: [{ ...predicate, name: 'sex' }] }],
    ['with an item without a level', { items: [{ ...item, level: undefined }] }],
    ['with an item at the level of a predicate', { items: [{ ...item, level: 'L2p' }] }],
    ['with an item listed twice', { items: [item, item] }],
  ])('%s', (_what, changes) => {
    const changed = JSON.parse(JSON.stringify({ ...d01, ...changes })) as object;
    expect(parseDatasetDocument(canonicalJson(changed))).toEqual({ ok: false, failure: 'DOCUMENT_INVALID' });
  });
});
