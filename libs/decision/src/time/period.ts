import { fromInstant, type Instant, toInstant } from '@shutong/kernel';
import type { FrequencyPeriod } from '../entry/access-facts.js';

/** Calendar days of the law are those of China, UTC+8, without daylight saving (ledger.md §3, Time). */
const UTC8_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Local calendar date `YYYY-MM-DD` at UTC+8. */
export function dayOf(at: Instant): string {
  return localDate(at);
}

/** Local calendar month `YYYY-MM` at UTC+8. */
export function monthOf(at: Instant): string {
  return localDate(at).slice(0, 7);
}

/**
 * Name of the calendar period that holds `at`: `2026-06-15`, `W2026-06-15` (its Monday), `2026-06`, `2026-Q2`, `2026`, or `ALL`.
 * Names of different units never collide.
 */
export function periodOf(unit: FrequencyPeriod, at: Instant): string {
  const date = localDate(at);
  switch (unit) {
    case 'P1D':
      return date;
    case 'P1W':
      return `W${mondayOf(at)}`;
    case 'P1M':
      return date.slice(0, 7);
    case 'P3M':
      return `${date.slice(0, 4)}-Q${String(Math.ceil(Number(date.slice(5, 7)) / 3))}`;
    case 'P1Y':
      return date.slice(0, 4);
    case 'ALL':
      return 'ALL';
  }
}

function mondayOf(at: Instant): string {
  const local = epochMs(at) + UTC8_MS;
  const daysSinceMonday = (new Date(local).getUTCDay() + 6) % 7;
  return toInstant(local - daysSinceMonday * DAY_MS).slice(0, 10);
}

/** The last answer: the entries of a batch share their time, and every decision asks for its day several times. */
let latest = { at: '', date: '' };

function localDate(at: Instant): string {
  if (latest.at !== at) latest = { at, date: toInstant(epochMs(at) + UTC8_MS).slice(0, 10) };
  return latest.date;
}

function epochMs(at: Instant): number {
  const ms = fromInstant(at);
  if (ms === undefined) throw new RangeError('not an instant of the log');
  return ms;
}
