import { expect, it } from '@jest/globals';
import { systemRandomness } from './randomness.js';

it('never hands out the same bytes again, across pools', () => {
  const drawn = Array.from({ length: 2_000 }, () => Buffer.from(systemRandomness.bytes(16)).toString('hex'));
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn.every((bytes) => bytes.length === 32 && !/^0+$/.test(bytes))).toBe(true);
});

it('gives as many bytes as asked, beyond a pool too', () => {
  expect([0, 1, 4_096, 10_000].map((length) => systemRandomness.bytes(length).length)).toEqual([0, 1, 4_096, 10_000]);
});
