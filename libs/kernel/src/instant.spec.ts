import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromInstant, toInstant } from './instant.js';

it('reads back every instant it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (at) => {
      expect(fromInstant(toInstant(at))).toBe(at);
    }),
  );
});

it.each(['2026-11-22', '2026-11-22T08:00:00Z', '2026-02-30T00:00:00.000Z', '2026-11-22T08:00:00.000+08:00', 'now'])(
  'refuses the spelling %s',
  (text) => {
    expect(fromInstant(text)).toBeUndefined();
  },
);
