import type { QueryPermitted } from '../entry/query-entries.js';
import { counterKey, type CounterKind } from '../state/facts.js';
import type { State } from '../state/state.js';
import { dayOf, monthOf, periodOf } from '../time/period.js';

/** What of a permit says which counters it moves. */
export type Spending = Pick<QueryPermitted, 'k' | 'at' | 'cons' | 'ds' | 'mode' | 'use'>;

/** A permit adds one to each of its counters at its place in the fold; `failed` takes them back in the periods of its query. */
export function spend(state: State, query: Spending, by: 1 | -1): void {
  for (const [kind, ref, period] of countersOf(state, query)) {
    const key = counterKey(kind, ref, period);
    // Counters of past periods may have been forgotten: nothing decides on them any more.
    state.counters.set(key, Math.max(0, (state.counters.get(key) ?? 0) + by));
  }
}

function countersOf(state: State, query: Spending): [CounterKind, string | number, string][] {
  const counters: [CounterKind, string | number, string][] = [];
  const { g, c } = query.use;
  if (g !== undefined) counters.push(['grant.day', g, dayOf(query.at)], ['grant.total', g, 'ALL']);
  if (c !== undefined) counters.push(...consentCounters(state, c, query));
  if (query.mode === 'aggregate') {
    const ref = `${query.cons} ${query.ds}`;
    counters.push(['budget.day', ref, dayOf(query.at)], ['budget.month', ref, monthOf(query.at)]);
  }
  return counters;
}

function consentCounters(state: State, c: number, query: Spending): [CounterKind, number, string][] {
  const freq = state.consents.get(String(c))?.fact.freq;
  const period = freq === undefined ? 'ALL' : periodOf(freq.per, query.at);
  return period === 'ALL'
    ? [['consent', c, 'ALL']]
    : [
        ['consent', c, 'ALL'],
        ['consent', c, period],
      ];
}
