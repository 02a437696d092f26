import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { canonicalState, type Entry, Fold, questionOf, Replay, State, stateDigest } from './index.js';

const at = (path: string): URL => new URL(`../../../test/vectors/tlog/${path}`, import.meta.url);

/** The entries of the worked log: each behind a big-endian uint16 length (ledger.md §2, bundles). */
function kinds(): Entry[] {
  const bundle = readFileSync(at('kinds/tile/entries/000.p/34'));
  const entries: Entry[] = [];
  for (let place = 0; place < bundle.length;) {
    const end = place + 2 + bundle.readUInt16BE(place);
    entries.push(JSON.parse(bundle.subarray(place + 2, end).toString('utf8')) as Entry);
    place = end;
  }
  return entries;
}

it('recomputes every decision of the worked log, whatever the cuts between batches', () => {
  for (const size of [1, 2, 5, 34]) {
    const entries = kinds();
    const state = State.empty();
    let decisions = 0;
    for (let from = 0; from < entries.length; from += size) {
      const fold = Fold.over(state);
      entries.slice(from, from + size).forEach((entry, place) => {
        if (entry.k === 'query-permitted' || entry.k === 'query-denied' || entry.k === 'explained') {
          const { permit, ...decided } = fold.decide(questionOf(entry, entry.at));
          const { use, mask, rows, why } = entry as { use?: unknown; mask?: unknown; rows?: unknown; why?: unknown };
          expect(permit).toBe(entry.k === 'query-permitted' || (entry.k === 'explained' && entry.res === 'permit'));
          expect(JSON.parse(JSON.stringify(decided))).toEqual(JSON.parse(JSON.stringify({ use, mask, rows, why })));
          decisions += 1;
        }
        expect(fold.apply(from + place, entry, (index) => entries[index]).ok).toBe(true);
      });
      fold.commit('everything');
    }
    expect(decisions).toBe(7);
  }
});

it('gives the published digests of its state', () => {
  const { states } = JSON.parse(readFileSync(at('state.json'), 'utf8')) as {
    states: readonly { entries: number; at: string; state: string; digest: string }[];
  };
  const entries = kinds();
  for (const expected of states) {
    const state = State.empty();
    entries.slice(0, expected.entries).forEach((entry, index) => {
      const fold = Fold.over(state);
      fold.apply(index, entry, (earlier) => entries[earlier]);
      fold.commit('everything');
    });
    expect(canonicalState(state, expected.at)).toBe(expected.state);
    expect(stateDigest(state, expected.at)).toBe(expected.digest);
  }
});

it('replays from its entries alone to the state that it states itself', () => {
  const replay = new Replay();
  const findings = kinds().map((entry, index) => replay.take(index, entry));
  expect(findings.filter((finding) => finding !== undefined)).toEqual([]);
  expect([replay.decisions, replay.digest()]).toEqual([7, 'UqhC55xJLMiL8BN2gUHDR-D4m6Rm3y5SJZTWzb5RcI8']);
});
