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
    this.datasets = new Layer(base?.datasets);
    this.newest = new Layer(base?.newest);
    this.majors = new Layer(base?.majors);
    this.grants = new Layer(base?.grants);
    this.grantsOf = new Layer(base?.grantsOf);
    this.consents = new Layer(base?.consents);
    this.consentsOf = new Layer(base?.consentsOf);
    this.guardians = new Layer(base?.guardians);
    this.suspensions = new Layer(base?.suspensions);
    this.suspensionsOf = new Layer(base?.suspensionsOf);
    this.counters = new Layer(base?.counters);
    this.rules = new Layer(base?.rules);
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
