import { describe, expect, it } from '@jest/globals';
import { CodeTable } from './code-table.js';

const file = {
  id: 'ward',
  title: { zh: '片区', en: 'Ward' },
  standard: 'ours',
  edition: '2026',
  entries: [
    { code: '1', zh: '旧', en: 'old', validTo: '2017-12-31', successor: '2' },
    { code: '2', zh: '新', en: 'new', validFrom: '2018-01-01' },
    { code: '3', zh: '三', en: 'third', validTo: '2000-12-31' },
    { code: '3', zh: '三', en: 'third', validFrom: '2010-01-01' },
  ],
};

describe('A code table', () => {
  const parsed = CodeTable.parse(file);
  if (!parsed.ok) throw new Error(parsed.failure);
  const table = parsed.value;

  it('checks a code on the date that the value speaks about', () => {
    expect(table.has('1', '2016-01-01')).toBe(true);
    expect(table.has('1', '2020-01-01')).toBe(false);
    expect(table.has('2', '2016-01-01')).toBe(false);
    expect(table.has('2', '2020-01-01')).toBe(true);
  });

  it('knows a code that was given out a second time', () => {
    expect(['2000-01-01', '2005-01-01', '2020-01-01'].map((on) => table.has('3', on))).toEqual([true, false, true]);
  });

  it('accepts a code without a date when it was ever in force, and no other', () => {
    expect(table.has('1')).toBe(true);
    expect(table.has('4')).toBe(false);
    expect(table.has('constructor')).toBe(false);
  });

  it.each([
    ['no object', null],
    ['no entries', { id: 'ward' }],
    ['an entry without a title', { id: 'ward', entries: [{ code: '1', zh: '一' }] }],
    ['a day that does not exist', { id: 'ward', entries: [{ code: '1', zh: '一', en: 'one', validTo: '2018-02-30' }] }],
    ['an unknown member', { id: 'ward', entries: [{ code: '1', zh: '一', en: 'one', valid: true }] }],
  ])('is refused with %s', (_, value) => {
    expect(CodeTable.parse(value)).toEqual({ ok: false, failure: 'CODE_TABLE_INVALID' });
  });
});
