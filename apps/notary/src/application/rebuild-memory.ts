import { type Counter, type EntryOf, restoreState, State, type StoredFact } from '@shutong/decision';
import { KeysInForce } from '../domain/keys-in-force.js';
import { keyChangeOf } from '../domain/own-entries.js';
import type { Publication } from './catalogue.js';
import type { Memory } from './decide-batch.js';
import type { History } from './history.port.js';

export interface Rebuilt {
  readonly memory: Memory;
  /** The newest publication of each dataset, to announce again. */
  readonly publications: readonly Publication[];
}

/** What of the history the memory is made of. */
type Remembered = Pick<History, 'rules' | 'facts' | 'counters' | 'keyChanges'>;

/** The memory of the lock holder as the log and its state tables have it; `at` is the head's, epoch ms. */
export async function rebuildMemory(epoch: string, history: Remembered, at: number): Promise<Rebuilt> {
  const rules = await history.rules(epoch);
  if (rules === undefined) return { memory: { state: State.empty(), keys: KeysInForce.none, at }, publications: [] };
  const facts = (await history.facts(epoch)).map(({ index, leaf, ended }) => toStored(index, leaf, ended));
  const counters = (await history.counters(epoch)) as readonly Counter[];
  const changes = await history.keyChanges(epoch);
  const keys = changes.reduce(
    (known, { leaf }) => known.with(keyChangeOf(JSON.parse(leaf) as EntryOf<'key.changed'>)),
    KeysInForce.none,
  );
  return { memory: { state: restoreState({ facts, counters, rules }), keys, at }, publications: publicationsOf(facts) };
}

function toStored(index: number, leaf: string, end: number | undefined): StoredFact {
  // Our own row, covered by the root that was just checked.
  const fact = JSON.parse(leaf) as StoredFact['fact'];
  return { index, fact, ...(end === undefined ? {} : { end }) };
}

function publicationsOf(facts: readonly StoredFact[]): readonly Publication[] {
  const newest = new Map<string, Publication>();
  for (const { index, fact, end } of facts) {
    if (fact.k === 'dataset.published') newest.set(fact.ds, { published: index, ...(end === undefined ? {} : { retired: end }) });
  }
  return [...newest.values()];
}
