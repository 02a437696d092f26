import { expect, it } from '@jest/globals';
import { fromInstant } from '@shutong/kernel';
import { DayLimit, secondsToNextDay } from './day-limit.js';

/** 23:59:59 at UTC+8. */
const LAST_SECOND = fromInstant('2026-11-22T15:59:59.000Z') ?? 0;

it('lets a system ask its number in a calendar day at UTC+8, and again from midnight on', () => {
  const limit = new DayLimit(2);
  const ask = (now: number): boolean => limit.take('mz-dibao', now);
  expect([ask(LAST_SECOND), ask(LAST_SECOND), ask(LAST_SECOND + 999), ask(LAST_SECOND + 1_000)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

it('does not let one system spend for another', () => {
  const limit = new DayLimit(1);
  expect([limit.take('a', 0), limit.take('a', 0), limit.take('b', 0)]).toEqual([true, false, true]);
});

it('says how long to wait', () => {
  expect([secondsToNextDay(LAST_SECOND), secondsToNextDay(LAST_SECOND + 1_000)]).toEqual([1, 86_400]);
});
