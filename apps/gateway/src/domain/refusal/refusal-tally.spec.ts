import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RefusalTally } from './refusal-tally.js';

const KIND = { code: 'QUERY_SCHEMA', sys: 'mz-dibao' } as const;

it('records ten equal refusals of a second singly and counts the rest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), (refusals) => {
      const tally = new RefusalTally();
      const singly = Array.from({ length: refusals }, () => tally.isFolded(KIND, false, 1_000)).filter((folded) => !folded);
      const counted = tally.due(2_000).reduce((sum, { n }) => sum + n, 0);
      expect(singly.length).toBe(Math.min(10, refusals));
      expect(singly.length + counted).toBe(refusals);
    }),
  );
});

it('counts every refusal of a request without a valid token', () => {
  const tally = new RefusalTally();
  expect(tally.isFolded({ code: 'TOKEN_INVALID' }, true, 1_000)).toBe(true);
  expect(tally.due(1_500)).toEqual([]);
  expect(tally.due(2_000)).toEqual([{ kind: { code: 'TOKEN_INVALID' }, n: 1 }]);
});

it('keeps different systems apart', () => {
  const tally = new RefusalTally();
  for (let i = 0; i < 10; i += 1) tally.isFolded(KIND, false, 1_000);
  expect(tally.isFolded({ ...KIND, sys: 'sw-deduct' }, false, 1_000)).toBe(false);
  expect(tally.isFolded(KIND, false, 1_000)).toBe(true);
});
