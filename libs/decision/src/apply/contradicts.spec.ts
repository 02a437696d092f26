import { describe, expect, it } from '@jest/globals';
import { canonicalState, type Entry, Fold } from '../index.js';
import {
  aConsent,
  aDataset,
  aGrant,
  aGuardian,
  aGuardianEnd,
  aLifting,
  aRetirement,
  aRevocation,
  aSuspension,
  AT,
  aWithdrawal,
  CIVIL_AFFAIRS,
  opened,
  stateAfter,
} from '../test-facts.contract.js';

const by = (code: string): { readonly src: Entry['src'] } => ({ src: { by: code, d: '' } });

/** Dataset, grant, consent, guardian, suspension at 1 to 5. */
const LOG = [opened, aDataset(), aGrant(), aConsent(), aGuardian(), aSuspension({ t: 'grant', g: 2 })];

const contradicts = (fact: Entry): boolean => Fold.over(stateAfter(...LOG)).contradicts(fact);

describe('a fact that contradicts the log', () => {
  it.each<[string, Entry]>([
    ['a grant for a dataset that nobody has published', aGrant({ ds: 'D02@1' })],
    ['a grant for a major that nobody has published', aGrant({ ds: 'D01@2' })],
    ['a grant of another department than the one that published', aGrant({ prov: CIVIL_AFFAIRS })],
    ['a consent for a dataset that nobody has published', aConsent({ ds: 'D02@1' })],
    ['a consent for a major that nobody has published', aConsent({ ds: 'D01@2' })],
    ['a consent to another department than the one that published', aConsent({ prov: CIVIL_AFFAIRS })],
    ['the retirement of a dataset by another service', aRetirement(by('consent-1'))],
    ['the revocation of a grant by another service', aRevocation(by('registry-b-1'))],
    ['the lifting of a suspension by another service', aLifting({ ...by('audit-1'), s: 5 })],
    ['the withdrawal of a consent by another service', aWithdrawal(by('registry-1'))],
    ['the end of a guardian by another service', aGuardianEnd({ ...by('registry-1'), gd: 4 })],
    ['the withdrawal of what is no consent', aWithdrawal({ cst: 2 })],
    ['a policy of rules that nobody can decide by', { ...opened, k: 'policy.changed', rules: 2 }],
  ])('is %s', (_what, fact) => {
    expect(contradicts(fact)).toBe(true);
  });

  it.each<[string, Entry]>([
    ['a grant', aGrant()],
    ['a consent', aConsent()],
    ['a publication of a new dataset', aDataset({ ds: 'D02@1' })],
    ['the retirement of a dataset', aRetirement()],
    ['the revocation of a grant by another instance of its service', aRevocation(by('registry-2'))],
    ['the lifting of a suspension', aLifting({ s: 5 })],
    ['a withdrawal by another instance of its service', aWithdrawal(by('consent-2'))],
    ['the end of a guardian', aGuardianEnd({ gd: 4 })],
    ['a policy of known rules', { ...opened, k: 'policy.changed' }],
  ])('is not %s', (_what, fact) => {
    expect(contradicts(fact)).toBe(false);
  });

  it('knows a publication of the same batch, and a retired one still', () => {
    const fold = Fold.over(stateAfter(opened));
    expect(fold.contradicts(aGrant())).toBe(true);
    fold.apply(1, aDataset(), () => undefined);
    expect(fold.contradicts(aGrant())).toBe(false);
    fold.apply(2, aRetirement(), () => undefined);
    expect(fold.contradicts(aGrant())).toBe(false);
  });

  it('is found without changing anything', () => {
    const state = stateAfter(...LOG);
    const before = canonicalState(state, AT);
    const fold = Fold.over(state);
    fold.contradicts(aWithdrawal(by('registry-1')));
    fold.commit('everything');
    expect(canonicalState(state, AT)).toBe(before);
  });
});
