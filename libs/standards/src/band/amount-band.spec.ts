import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountBandOf } from './amount-band.js';

interface AmountBandCase {
  readonly id: string;
  readonly type: string;
  readonly input: string;
  readonly output: string;
}

const { cases } = JSON.parse(readFileSync(new URL('../../../../test/vectors/masking.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly AmountBandCase[];
};

const BANDS = '[0,500) [500,1000) [1000,2000) [2000,3000) [3000,5000) [5000,8000) [8000,12000) [12000,20000) [20000,+)'.split(
  ' ',
);

describe('A band of amounts', () => {
  it.each(cases.filter((row) => row.type === 'amount-band' && row.output !== 'invalid'))('of $id holds its amount', (row) => {
    const { from = NaN, to = Infinity } = amountBandOf(row.output) ?? {};
    expect(from <= Number(row.input) && Number(row.input) < to).toBe(true);
  });

  it('begins where the one before ends, from nothing to no upper end', () => {
    const bounds = BANDS.map(amountBandOf);
    expect(bounds.map((band) => band?.from)).toEqual([0, 500, 1000, 2000, 3000, 5000, 8000, 12_000, 20_000]);
    expect(bounds.map((band) => band?.to)).toEqual([500, 1000, 2000, 3000, 5000, 8000, 12_000, 20_000, undefined]);
  });

  it.each(['', '0', '[0,500]', '[0, 500)', '[0,1000)', '[500,500)', '[20000,)', '［0,500)', 'constructor', ' [0,500)'])(
    'is not spelled %p',
    (text) => {
      expect(amountBandOf(text)).toBeUndefined();
    },
  );

  it('is one of the nine spellings and no other text', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(25_000), fc.nat(25_000)).map(([from, to]) => `[${String(from)},${String(to)})`),
    );
    fc.assert(fc.property(texts, (text) => (amountBandOf(text) !== undefined) === BANDS.includes(text)));
  });
});
