import type { Result } from '@shutong/kernel';
import type { AccessFact } from '../entry/access-facts.js';
import { type FactFault, issueGrant, publishDataset, setSuspension } from '../apply/apply-facts.js';
import { type Counter, counterKey } from './facts.js';
import { State } from './state.js';

/** A dataset, grant or suspension of the log and, once ended, the index of what ended it. */
export interface StoredFact {
  readonly index: number;
  readonly fact: Extract<AccessFact, { readonly k: 'dataset.published' | 'grant.issued' | 'suspension.set' }>;
  readonly end?: number;
}

export interface StoredState {
  /** In log order. */
  readonly facts: readonly StoredFact[];
  readonly counters: readonly Counter[];
  readonly rules: { readonly rules: number; readonly p: number };
}

/** The state that earlier batches left, from storage. Persons' facts are not part of it: `Fold.provideConsent`. */
export function restoreState(stored: StoredState): State {
  const state = State.empty();
  for (const { index, fact } of stored.facts) {
    if (!restoreFact(state, index, fact).ok) throw new Error(`entry ${String(index)} does not apply to what precedes it`);
  }
  for (const { index, fact, end } of stored.facts) if (end !== undefined) endStored(state, index, fact, end);
  for (const { kind, ref, period, n } of stored.counters) state.counters.set(counterKey(kind, ref, period), n);
  state.rules.set('', stored.rules);
  return state;
}

function restoreFact(state: State, index: number, fact: StoredFact['fact']): Result<void, FactFault> {
  switch (fact.k) {
    case 'dataset.published':
      return publishDataset(state, index, fact);
    case 'grant.issued':
      return issueGrant(state, index, fact);
    case 'suspension.set':
      return setSuspension(state, index, fact);
  }
}

function endStored(state: State, index: number, fact: StoredFact['fact'], end: number): void {
  const key = String(index);
  switch (fact.k) {
    case 'dataset.published':
      state.datasets.set(key, { index, fact, end });
      return;
    case 'grant.issued':
      state.grants.set(key, { index, fact, end });
      return;
    case 'suspension.set':
      state.suspensions.set(key, { index, fact, end });
      return;
  }
}
