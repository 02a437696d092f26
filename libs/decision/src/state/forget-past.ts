import type { Instant } from '@shutong/kernel';
import type { FrequencyPeriod } from '../entry/access-facts.js';
import { periodOf } from '../time/period.js';
import type { State } from './state.js';

const UNITS: readonly FrequencyPeriod[] = ['P1D', 'P1W', 'P1M', 'P3M', 'P1Y', 'ALL'];

/** Forgets the counters of every period that does not hold `at`: time never goes back, so nothing decides on them any more. */
export function forgetPast(state: State, at: Instant): void {
  const current = new Set(UNITS.map((unit) => periodOf(unit, at)));
  state.counters.forget((key) => !current.has(key.slice(key.lastIndexOf('|') + 1)));
}
