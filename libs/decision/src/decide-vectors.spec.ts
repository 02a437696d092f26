import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AccessFact, Entry, QueryPermitted } from './index.js';
import { Fold, questionOf, Replay, State, stateDigest } from './index.js';
import { counterKey, type CounterKind } from './state/facts.js';

interface AskedItem {
  readonly at: string;
  readonly query: Record<string, unknown> & { readonly case: boolean; readonly deadline?: string };
  readonly explain?: boolean;
  readonly expect: Record<string, unknown> & { readonly kind: string };
}

interface FactItem {
  readonly at: string;
  readonly fact: Record<string, unknown>;
}

interface Case {
  readonly name: string;
  readonly add?: readonly Record<string, unknown>[];
  readonly counters?: readonly {
    readonly kind: CounterKind;
    readonly ref: string | number;
    readonly period: string;
    readonly n: number;
  }[];
  readonly log: readonly (AskedItem | FactItem)[];
}

const vectors = JSON.parse(readFileSync(new URL('../../../test/vectors/tlog/decide.json', import.meta.url), 'utf8')) as {
  base: readonly Record<string, unknown>[];
  cases: readonly Case[];
};

describe('decisions worked by hand (decide.json)', () => {
  it.each(vectors.cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const state = State.empty();
    const entries: Entry[] = [];
    const apply = (entry: Entry): void => {
      const fold = Fold.over(state);
      expect(fold.apply(entries.length, entry, (index) => entries[index])).toMatchObject({ ok: true });
      fold.commit('everything');
      entries.push(entry);
    };
    for (const fact of [...vectors.base, ...(one.add ?? [])]) apply(fact as unknown as AccessFact);
    for (const { kind, ref, period, n } of one.counters ?? []) state.counters.set(counterKey(kind, ref, period), n);
    for (const item of one.log) {
      if ('fact' in item) apply({ ...item.fact, at: item.at } as unknown as Entry);
      else apply(decideItem(state, item));
    }
    // Counters that were preset stand in no entry, so only logs without them can be replayed.
    if (one.counters === undefined) expectReplayed(entries, state);
  });
});

/** The entries alone give the same decisions and the same state. */
function expectReplayed(entries: readonly Entry[], state: State): void {
  const replay = new Replay();
  expect(entries.map((entry, index) => replay.take(index, entry)).filter((finding) => finding !== undefined)).toEqual([]);
  expect(replay.digest()).toBe(stateDigest(state, entries.at(-1)?.at ?? ''));
}

/** Decides one query as the notary does and compares with what the vector expects. */
function decideItem(state: State, item: AskedItem): Entry {
  const { case: hasCase, deadline, ...members } = item.query;
  const asked = { ...members, c: hasCase ? { op: 'C', query: 'C', case: 'C' } : { op: 'C', query: 'C' } };
  if (deadline !== undefined && deadline <= item.at) {
    expect(item.expect).toEqual({ kind: 'refused-at-edge', why: ['DEADLINE_PASSED'] });
    return { k: 'refused-at-edge', at: item.at, why: ['DEADLINE_PASSED'], n: 1 } as unknown as Entry;
  }
  const question = questionOf(asked as unknown as QueryPermitted, item.at);
  const { permit, ...decided } = Fold.over(state).decide(question);
  const kind = item.explain === true ? 'explained' : permit ? 'query-permitted' : 'query-denied';
  const result = item.explain === true ? { res: permit ? 'permit' : 'deny' } : {};
  expect({ kind, ...result, ...decided }).toEqual(item.expect);
  return { ...asked, ...decided, ...result, k: kind, at: item.at } as unknown as Entry;
}
