import type { Result } from '@shutong/kernel';
import { apply, type Earlier } from './apply/apply.js';
import type { FactFault } from './apply/apply-facts.js';
import { contradicts } from './apply/contradicts.js';
import { decide, type Decision } from './decide.js';
import type { Entry } from './entry/entry.js';
import type { ConsentGiven, GuardianRegistered } from './entry/access-facts.js';
import type { Question } from './question.js';
import { type Counter, counterKey } from './state/facts.js';
import { consentKey, State } from './state/state.js';

/**
 * One batch in the making: decides and applies on a layer over the state, which stays as it was until `commit`. Dropping a fold is
 * how a failed batch is undone.
 */
export class Fold {
  private readonly state: State;

  private constructor(base: State) {
    this.state = State.over(base);
  }

  static over(base: State): Fold {
    return new Fold(base);
  }

  /** A consent that storage holds and this batch may need; not a change. `counters` are its own. */
  provideConsent(
    index: number,
    fact: ConsentGiven,
    end: number | undefined,
    counters: readonly { readonly period: string; readonly n: number }[],
  ): void {
    const key = consentKey(fact);
    const known = this.state.consentsOf.get(key) ?? [];
    this.state.consents.set(String(index), { index, fact, ...(end !== undefined && { end }) });
    if (!known.includes(index))
      this.state.consentsOf.set(
        key,
        [...known, index].toSorted((a, b) => a - b),
      );
    for (const { period, n } of counters) this.state.counters.set(counterKey('consent', index, period), n);
  }

  provideGuardian(index: number, fact: GuardianRegistered, end: number | undefined): void {
    this.state.guardians.set(String(index), { index, fact, ...(end !== undefined && { end }) });
  }

  decide(question: Question): Decision {
    return decide(this.state, question);
  }

  /** Whether the notary must refuse a new fact beyond what `apply` refuses. */
  contradicts(fact: Entry): boolean {
    return contradicts(this.state, fact);
  }

  apply(index: number, entry: Entry, earlier: Earlier): Result<void, FactFault> {
    return apply(this.state, index, entry, earlier);
  }

  /** Counters as this fold has left them; provided ones that nothing spent are among them. */
  counters(): readonly Counter[] {
    return [...this.state.counters.written()].map(([key, n]) => counterOf(key, n));
  }

  /** `without-persons`: consents, guardians and their counters stay in storage, to be provided again when needed. */
  commit(scope: 'everything' | 'without-persons'): void {
    this.state.merge(scope);
  }
}

function counterOf(key: string, n: number): Counter {
  const [kind, ref, period] = key.split('|');
  if (!isCounterKind(kind) || ref === undefined || period === undefined) throw new Error('a counter key has three parts');
  return { kind, ref, period, n };
}

function isCounterKind(kind: string | undefined): kind is Counter['kind'] {
  return kind === 'grant.day' || kind === 'grant.total' || kind === 'consent' || kind === 'budget.day' || kind === 'budget.month';
}
