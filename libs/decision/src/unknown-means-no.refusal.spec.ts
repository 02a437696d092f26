import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fold, type Question, State } from './index.js';
import { aState, asked } from './test-facts.contract.js';

const reasonsFor = (change: Partial<Question>): readonly string[] => {
  const decision = Fold.over(aState()).decide({ ...asked, ...change });
  return decision.permit ? [] : decision.why;
};

describe('unknown means no (invariant 11)', () => {
  it('permits exactly the question that was granted', () => {
    expect(reasonsFor({})).toEqual([]);
  });

  it.each([
    ['mode', 'MODE_NOT_GRANTED'],
    ['purpose', 'PURPOSE_NOT_GRANTED'],
    ['basis', 'BASIS_NOT_GRANTED'],
    ['law', 'BASIS_NOT_GRANTED'],
    ['role', 'ROLE_NOT_GRANTED'],
    ['sys', 'SYSTEM_NOT_GRANTED'],
    ['cons', 'GRANT_MISSING'],
    ['prov', 'GRANT_MISSING'],
    ['ds', 'DATASET_NOT_PUBLISHED'],
    ['sub', 'CONSENT_MISSING'],
  ] as const)('denies every %s that no fact names', (member, reason) => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        fc.pre(word !== asked[member]);
        expect(reasonsFor({ [member]: word })).toContain(reason);
      }),
    );
  });

  it.each([['toString'], ['__proto__'], ['constructor'], ['hasOwnProperty'], ['']])('denies the field %s', (field) => {
    expect(reasonsFor({ fields: [field] })).toEqual(['FIELD_NOT_GRANTED']);
  });

  it('denies everything before there is a log', () => {
    expect(Fold.over(State.empty()).decide(asked).permit).toBe(false);
  });
});
