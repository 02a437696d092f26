import { canonicalJson, hashText, type Instant } from '@shutong/kernel';
import { monthOf, dayOf, periodOf } from '../time/period.js';
import { type Consent, counterKey, type Grant, type Standing } from './facts.js';
import type { Layer } from './layer.js';
import type { State } from './state.js';

/** Canonical text of the state at `at` (ledger.md §3, State): what decides, and no counter of a period that is over. */
export function canonicalState(state: State, at: Instant): string {
  const rules = state.rules.get('');
  const budget = budgetsOf(state, at);
  return canonicalJson({
    v: 1,
    at,
    rules: rules?.rules ?? 0,
    p: rules?.p ?? 0,
    ...section('d', state.datasets, () => ({})),
    ...section('g', state.grants, (grant) => grantCounts(state, grant, at)),
    ...section('c', state.consents, (consent) => consentCounts(state, consent, at)),
    ...section('gd', state.guardians, () => ({})),
    ...section('s', state.suspensions, () => ({})),
    ...(Object.keys(budget).length > 0 && { budget }),
  });
}

/** H of the canonical state, as `epoch.closed.state` holds it. */
export function stateDigest(state: State, at: Instant): string {
  return hashText(canonicalState(state, at));
}

function section<E>(
  name: string,
  layer: Layer<Standing<E>>,
  countsOf: (standing: Standing<E>) => Readonly<Record<string, number>>,
): Readonly<Record<string, object>> {
  const members = [...layer.all()].map(([index, standing]) => [
    index,
    { ...(standing.end !== undefined && { end: standing.end }), ...countsOf(standing) },
  ]);
  return members.length === 0 ? {} : { [name]: Object.fromEntries(members) as object };
}

function grantCounts(state: State, grant: Grant, at: Instant): Readonly<Record<string, number>> {
  return {
    ...positive('day', state.counters.get(counterKey('grant.day', grant.index, dayOf(at)))),
    ...positive('total', state.counters.get(counterKey('grant.total', grant.index, 'ALL'))),
  };
}

/** All uses if `once` or `ALL`, else those of its period, none without `freq`. */
function consentCounts(state: State, consent: Consent, at: Instant): Readonly<Record<string, number>> {
  const { once, freq } = consent.fact;
  if (!once && freq === undefined) return {};
  const period = once || freq === undefined ? 'ALL' : periodOf(freq.per, at);
  return positive('n', state.counters.get(counterKey('consent', consent.index, period)));
}

function budgetsOf(state: State, at: Instant): Record<string, Record<string, object>> {
  const budget: Record<string, Record<string, object>> = {};
  for (const [key, n] of state.counters.all()) {
    const [kind = '', ref = '', period = ''] = key.split('|');
    const name = budgetName(kind, period, at);
    const [cons = '', ds = ''] = ref.split(' ');
    if (name === undefined || n === 0) continue;
    const datasets = (budget[cons] ??= {});
    datasets[ds] = { ...datasets[ds], [name]: n };
  }
  return budget;
}

function budgetName(kind: string, period: string, at: Instant): 'day' | 'month' | undefined {
  if (kind === 'budget.day') return period === dayOf(at) ? 'day' : undefined;
  return kind === 'budget.month' && period === monthOf(at) ? 'month' : undefined;
}

function positive(name: string, n: number | undefined): Readonly<Record<string, number>> {
  return n === undefined || n === 0 ? {} : { [name]: n };
}
