import type { ConsentGiven, GrantIssued, SuspensionScope } from '../entry/access-facts.js';
import type { Consent, Dataset, Grant, Guardian, Rules, Suspension } from './facts.js';
import { Layer } from './layer.js';

type Indices = readonly number[];

/** All that `decide` reads: facts by index, the ways to find them, counters, and the rules in force. */
export class State {
  readonly datasets: Layer<Dataset>;
  /** Newest publication of a `code@major`. */
  readonly newest: Layer<number>;
  /** All `code@major` ever published under a code. */
  readonly majors: Layer<readonly string[]>;
  readonly grants: Layer<Grant>;
  readonly grantsOf: Layer<Indices>;
  readonly consents: Layer<Consent>;
  readonly consentsOf: Layer<Indices>;
  readonly guardians: Layer<Guardian>;
  readonly suspensions: Layer<Suspension>;
  readonly suspensionsOf: Layer<Indices>;
  /** By `counterKey`. */
  readonly counters: Layer<number>;
  readonly rules: Layer<Rules>;

  private constructor(base?: State) {
    const layer = <V>(pick: (state: State) => Layer<V>): Layer<V> => new Layer(base === undefined ? undefined : pick(base));
    this.datasets = layer((state) => state.datasets);
    this.newest = layer((state) => state.newest);
    this.majors = layer((state) => state.majors);
    this.grants = layer((state) => state.grants);
    this.grantsOf = layer((state) => state.grantsOf);
    this.consents = layer((state) => state.consents);
    this.consentsOf = layer((state) => state.consentsOf);
    this.guardians = layer((state) => state.guardians);
    this.suspensions = layer((state) => state.suspensions);
    this.suspensionsOf = layer((state) => state.suspensionsOf);
    this.counters = layer((state) => state.counters);
    this.rules = layer((state) => state.rules);
  }

  static empty(): State {
    return new State();
  }

  /** A copy-on-write view; what is written to it stays out of `base` until merged. */
  static over(base: State): State {
    return new State(base);
  }

  /** Moves the overlay into its base. Without persons, consents, guardians and their counters are left out: storage has them. */
  merge(scope: 'everything' | 'without-persons'): void {
    const shared = [
      this.datasets,
      this.newest,
      this.majors,
      this.grants,
      this.grantsOf,
      this.suspensions,
      this.suspensionsOf,
      this.rules,
    ];
    for (const layer of shared) layer.merge();
    if (scope === 'everything') for (const layer of [this.consents, this.consentsOf, this.guardians]) layer.merge();
    else this.counters.forget((key) => key.startsWith('consent|'));
    this.counters.merge();
  }
}

export function grantKey(grant: Pick<GrantIssued, 'cons' | 'prov' | 'ds'>): string {
  return `${grant.cons} ${grant.prov} ${grant.ds}`;
}

export function consentKey(consent: Pick<ConsentGiven, 'sub' | 'cons' | 'prov' | 'ds'>): string {
  return `${consent.sub} ${consent.cons} ${consent.prov} ${consent.ds}`;
}

/** Suspending any publication suspends its `code@major`, so datasets are keyed by that (ledger.md §3). */
export function suspensionKey(scope: SuspensionScope, dsOf: (index: number) => string | undefined): string | undefined {
  switch (scope.t) {
    case 'grant':
      return `grant ${String(scope.g)}`;
    case 'dataset': {
      const ds = dsOf(scope.d);
      return ds === undefined ? undefined : `dataset ${ds}`;
    }
    case 'dept':
      return `dept ${scope.dept}`;
    case 'system':
      return `system ${scope.sys}`;
  }
}
