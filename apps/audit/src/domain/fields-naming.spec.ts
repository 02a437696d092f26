import { expect, it } from '@jest/globals';
import { fieldsNaming } from './fields-naming.js';

const PERSON = { t: 'idNo', v: '990104190001010017' };
const OTHER = { t: 'idNo', v: '990104190001010025' };

it('finds a person as subject and in the keys of the question, and neither officer nor case', () => {
  const op = { dept: '11990104MB9100059W', no: 'mz-0042' };
  const values = { subject: PERSON, query: { keys: { idNo: PERSON.v } }, op, case: 'DB-2026-000381' };
  expect(fieldsNaming(values, PERSON)).toEqual(['query', 'subject']);
  expect(fieldsNaming(values, OTHER)).toEqual([]);
});

it('finds a person in the question about another, and as the guardian of another', () => {
  const ask = { sameHousehold: { idNo2: PERSON.v } };
  expect(fieldsNaming({ subject: OTHER, query: { keys: { idNo: OTHER.v }, ask } }, PERSON)).toEqual(['query']);
  expect(fieldsNaming({ subject: OTHER, guardian: PERSON, evidence: { channel: 'app' } }, PERSON)).toEqual(['guardian']);
});

it('takes the same text under another type for another', () => {
  expect(fieldsNaming({ subject: { t: 'uscc', v: PERSON.v } }, PERSON)).toEqual([]);
});

it('takes no part of a text for the person', () => {
  expect(fieldsNaming({ query: { keys: { idNo: `${PERSON.v}1` } } }, PERSON)).toEqual([]);
});
