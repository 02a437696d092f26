import { fail, ok, type Result } from '@shutong/kernel';
import type { ConsentGiven, DatasetPublished, GrantIssued, GuardianRegistered, SuspensionSet } from '../entry/access-facts.js';
import { counterKey } from '../state/facts.js';
import type { Layer } from '../state/layer.js';
import { consentKey, grantKey, type State, suspensionKey } from '../state/state.js';
import { dayOf, periodOf } from '../time/period.js';

export type FactFault = 'FACT_INVALID';

type Applied = Result<void, FactFault>;
const APPLIED: Applied = ok(undefined);

/** Refused when another provider has published this `code@major`. */
export function publishDataset(state: State, index: number, fact: DatasetPublished): Applied {
  if (isAnotherProviders(state, fact.ds, fact.prov)) return fail('FACT_INVALID');
  const code = fact.ds.split('@')[0] ?? fact.ds;
  const majors = state.majors.get(code) ?? [];
  state.datasets.set(String(index), { index, fact });
  state.newest.set(fact.ds, index);
  if (!majors.includes(fact.ds)) state.majors.set(code, [...majors, fact.ds]);
  return APPLIED;
}

export function issueGrant(state: State, index: number, fact: GrantIssued): Applied {
  if (isAnotherProviders(state, fact.ds, fact.prov)) return fail('FACT_INVALID');
  state.grants.set(String(index), { index, fact });
  append(state.grantsOf, grantKey(fact), index);
  // Counts carried over from an earlier epoch; `day` is that of this entry.
  if (fact.spent?.day !== undefined) state.counters.set(counterKey('grant.day', index, dayOf(fact.at)), fact.spent.day);
  if (fact.spent !== undefined) state.counters.set(counterKey('grant.total', index, 'ALL'), fact.spent.total);
  return APPLIED;
}

export function setSuspension(state: State, index: number, fact: SuspensionSet): Applied {
  const { scope } = fact;
  if (scope.t === 'grant' && state.grants.get(String(scope.g)) === undefined) return fail('FACT_INVALID');
  const key = suspensionKey(scope, (d) => state.datasets.get(String(d))?.fact.ds);
  if (key === undefined) return fail('FACT_INVALID');
  state.suspensions.set(String(index), { index, fact });
  append(state.suspensionsOf, key, index);
  return APPLIED;
}

export function giveConsent(state: State, index: number, fact: ConsentGiven): Applied {
  if (fact.gd !== undefined) {
    const guardian = state.guardians.get(String(fact.gd));
    const isSame =
      guardian !== undefined &&
      guardian.fact.sub === fact.sub &&
      guardian.fact.cons === fact.cons &&
      guardian.fact.prov === fact.prov;
    if (!isSame) return fail('FACT_INVALID');
  }
  state.consents.set(String(index), { index, fact });
  append(state.consentsOf, consentKey(fact), index);
  carryUses(state, index, fact);
  return APPLIED;
}

export function registerGuardian(state: State, index: number, fact: GuardianRegistered): Applied {
  state.guardians.set(String(index), { index, fact });
  return APPLIED;
}

/** Ends what stands at `target`, once. */
export function endFact<E>(
  standing: Layer<{ readonly index: number; readonly fact: E; readonly end?: number }>,
  target: number,
  by: number,
): Applied {
  const found = standing.get(String(target));
  if (found === undefined || found.end !== undefined) return fail('FACT_INVALID');
  standing.set(String(target), { ...found, end: by });
  return APPLIED;
}

/** Each use carried over counts in its own period and in all. */
function carryUses(state: State, index: number, fact: ConsentGiven): void {
  for (const use of fact.uses ?? []) {
    const periods = new Set(['ALL', ...(fact.freq === undefined ? [] : [periodOf(fact.freq.per, use)])]);
    for (const period of periods) {
      const key = counterKey('consent', index, period);
      state.counters.set(key, (state.counters.get(key) ?? 0) + 1);
    }
  }
}

function isAnotherProviders(state: State, ds: string, prov: string): boolean {
  const newest = state.newest.get(ds);
  const published = newest === undefined ? undefined : state.datasets.get(String(newest));
  return published !== undefined && published.fact.prov !== prov;
}

function append(layer: Layer<readonly number[]>, key: string, index: number): void {
  layer.set(key, [...(layer.get(key) ?? []), index]);
}
