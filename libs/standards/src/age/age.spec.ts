import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AGE_BANDS, ageBandOf, ageOn } from './age.js';

interface AgeBandCase {
  readonly id: string;
  readonly type: string;
  readonly input: string;
  readonly output: string;
  readonly options: { readonly asOf: string };
}

const { cases } = JSON.parse(readFileSync(new URL('../../../../test/vectors/masking.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly AgeBandCase[];
};

describe('An age', () => {
  it.each(cases.filter((row) => row.type === 'age-band'))('falls into the stated band in $id', (row) => {
    const age = ageOn(row.input, row.options.asOf);
    expect(age === undefined ? 'invalid' : ageBandOf(age)).toBe(row.output);
  });

  it('falls into each of the eight bands, and into none before birth', () => {
    const ages = Array.from({ length: 121 }, (_, age) => age);
    expect([...new Set(ages.map(ageBandOf))]).toEqual(AGE_BANDS);
    expect(AGE_BANDS).toEqual(['0-5', '6-13', '14-17', '18-44', '45-59', '60-79', '80-89', '90+']);
    expect(ageBandOf(-1)).toBeUndefined();
  });

  it('grows on 1 March for who was born on 29 February, but in leap years', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
    expect(ageOn('2008-02-29', '2028-02-29')).toBe(20);
  });

  it('does not exist for days that are none', () => {
    expect(ageOn('2008-02-30', '2026-02-28')).toBeUndefined();
    expect(ageOn('2008-02-28', 'today')).toBeUndefined();
  });
});
