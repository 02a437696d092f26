import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalState, Fold } from './index.js';
import { aState, ask, AT, aWithdrawal } from './test-facts.contract.js';

describe('the fold', () => {
  it('stops every query after the withdrawal and none before it, wherever the batches are cut', () => {
    const plays = fc.record({ queries: fc.nat({ max: 30 }), place: fc.nat({ max: 30 }), cut: fc.integer({ min: 1, max: 10 }) });
    fc.assert(
      fc.property(plays, ({ queries, place, cut }) => {
        const withdrawalAt = Math.min(place, queries);
        const state = aState();
        const permits: boolean[] = [];
        for (let from = 0; from <= queries; from += cut) {
          const fold = Fold.over(state);
          for (let step = from; step < Math.min(from + cut, queries + 1); step += 1) {
            if (step === withdrawalAt) fold.apply(4 + step, aWithdrawal(), () => undefined);
            else permits.push(ask(fold, 4 + step));
          }
          fold.commit('everything');
        }
        expect(permits).toEqual(Array.from({ length: queries }, (_, query) => query < withdrawalAt));
      }),
    );
  });

  it('leaves the state as it was when it is dropped', () => {
    const state = aState();
    const before = canonicalState(state, AT);
    const fold = Fold.over(state);
    ask(fold, 4);
    fold.apply(5, aWithdrawal(), () => undefined);
    expect(canonicalState(state, AT)).toBe(before);
    expect(ask(Fold.over(state), 4)).toBe(true);
  });

  it('refuses to end a consent twice', () => {
    const fold = Fold.over(aState());
    expect(fold.apply(4, aWithdrawal(), () => undefined).ok).toBe(true);
    expect(fold.apply(5, aWithdrawal(), () => undefined)).toEqual({ ok: false, failure: 'FACT_INVALID' });
  });

  it('keeps persons out of the shared state, to be provided again', () => {
    const state = aState();
    const fold = Fold.over(state);
    fold.apply(4, aWithdrawal(), () => undefined);
    fold.commit('without-persons');
    expect(ask(Fold.over(state), 5)).toBe(true);
  });
});
