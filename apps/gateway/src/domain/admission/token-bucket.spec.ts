import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBuckets } from './token-bucket.js';

it('lets no system ask more than its rate and one burst', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 200 }), { maxLength: 300 }), (gaps) => {
      const buckets = new TokenBuckets(5);
      let now = 0;
      let taken = 0;
      for (const gap of gaps) {
        now += gap;
        if (buckets.take('mz-dibao', now)) taken += 1;
      }
      expect(taken).toBeLessThanOrEqual(5 + (now * 5) / 1_000);
    }),
  );
});

it('does not let one system spend for another', () => {
  const buckets = new TokenBuckets(1);
  expect([buckets.take('a', 0), buckets.take('a', 0), buckets.take('b', 0)]).toEqual([true, false, true]);
});
