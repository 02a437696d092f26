import { expect, it } from '@jest/globals';
import { epochAt, keyPlan } from './demo-node.js';

it.each([
  ['2026-06-30T15:59:59.999Z', '2026h1'],
  ['2026-06-30T16:00:00.000Z', '2026h2'],
  ['2026-12-31T15:59:59.999Z', '2026h2'],
  ['2026-12-31T16:00:00.000Z', '2027h1'],
])('a log opened at %s belongs to the epoch %s, by the clock of UTC+8', (at, epoch) => {
  expect(epochAt(Date.parse(at))).toBe(epoch);
});

it('the origin of the log ends in its epoch', () => {
  expect(keyPlan('2026h2').origin).toBe('log.shutong.example/990104/s0/2026h2');
});
