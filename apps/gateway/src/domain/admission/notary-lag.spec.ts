import { expect, it } from '@jest/globals';
import { NotaryLag } from './notary-lag.js';

function aLag(): { readonly lag: NotaryLag; readonly at: (now: number) => number } {
  let now = 1_000;
  const lag = new NotaryLag({ now: () => now });
  return { lag, at: (later) => ((now = later), lag.ms) };
}

it('holds for every request until it has passed, not for the first one only', () => {
  const { lag, at } = aLag();
  expect(at(1_000)).toBe(0);
  lag.tell(4_000);
  expect([at(1_000), at(1_000), at(2_500), at(5_000), at(9_000)]).toEqual([4_000, 4_000, 2_500, 0, 0]);
});

it('ends with the next good word, and does not grow when the clock goes back', () => {
  const { lag, at } = aLag();
  lag.tell(4_000);
  expect(at(500)).toBe(4_000);
  lag.tell(3);
  expect(at(500)).toBe(3);
});

it('cannot close the gateway for longer than anybody waits', () => {
  const { lag, at } = aLag();
  lag.tell(Number.MAX_SAFE_INTEGER);
  expect(at(31_000)).toBe(0);
});
