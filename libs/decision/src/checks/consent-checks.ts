import type { DecisionReason } from '@shutong/kernel';
import type { Question } from '../question.js';
import { type Consent, counterKey, type Guardian } from '../state/facts.js';
import { consentKey, type State } from '../state/state.js';
import { periodOf } from '../time/period.js';

/** What of the query a consent has to cover: granted fields only, and whether one of them is sensitive. */
export interface Coverage {
  readonly fields: readonly string[];
  readonly isSensitive: boolean;
}

/** Consents of (subject, consumer, provider, dataset): lasting before one-time, then the earliest end, then the lowest index. */
export function consentCandidates(state: State, question: Question): readonly Consent[] {
  const { sub, cons, prov, ds } = question;
  if (sub === undefined) return [];
  const indices = state.consentsOf.get(consentKey({ sub, cons, prov, ds })) ?? [];
  return indices
    .flatMap((index) => state.consents.get(String(index)) ?? [])
    .toSorted((a, b) => Number(a.fact.once) - Number(b.fact.once) || compareText(a.fact.to, b.fact.to) || a.index - b.index);
}

/** All reasons why one consent does not carry the query (PIPL art. 13–15, 29, 31). */
export function refusalsOfConsent(state: State, consent: Consent, question: Question, coverage: Coverage): DecisionReason[] {
  const { fact, end } = consent;
  const refusals: DecisionReason[] = [];
  const coversFields = coverage.fields.every((field) => fact.fields.includes(field));
  if (fact.purpose !== question.purpose || !coversFields) refusals.push('CONSENT_SCOPE');
  refusals.push(...refusalsOfTerm(state, consent, question));
  // A withdrawal works by log position, not by clock: state holds earlier entries only (PIPL art. 15).
  if (end !== undefined) refusals.push('CONSENT_WITHDRAWN');
  if (fact.once && usesIn(state, consent, 'ALL') > 0) refusals.push('CONSENT_USED');
  if (isFrequencySpent(state, consent, question)) refusals.push('CONSENT_FREQUENCY');
  if (coverage.isSensitive && !fact.sens) refusals.push('SENSITIVE_BASIS_MISSING');
  return refusals;
}

/** Half-open windows of the consent and of the guardian who gave it. */
function refusalsOfTerm(state: State, { fact }: Consent, question: Question): DecisionReason[] {
  const guardian = fact.gd === undefined ? undefined : state.guardians.get(String(fact.gd));
  const refusals: DecisionReason[] = [];
  if (question.at < fact.from || isBefore(guardian, question)) refusals.push('CONSENT_NOT_IN_FORCE');
  if (question.at >= fact.to) refusals.push('CONSENT_EXPIRED');
  if (fact.gd !== undefined && hasGuardianEnded(guardian, question)) refusals.push('CONSENT_GUARDIAN_ENDED');
  return refusals;
}

function isBefore(guardian: Guardian | undefined, question: Question): boolean {
  return guardian !== undefined && question.at < guardian.fact.from;
}

/** A guardian that is not found counts as ended: unknown means no. */
function hasGuardianEnded(guardian: Guardian | undefined, question: Question): boolean {
  return guardian === undefined || guardian.end !== undefined || question.at >= guardian.fact.to;
}

function isFrequencySpent(state: State, consent: Consent, question: Question): boolean {
  const { freq } = consent.fact;
  return freq !== undefined && usesIn(state, consent, periodOf(freq.per, question.at)) >= freq.n;
}

/** Uses counted in this log; those carried over from an earlier epoch are counted when the consent is applied. */
function usesIn(state: State, consent: Consent, period: string): number {
  return state.counters.get(counterKey('consent', consent.index, period)) ?? 0;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
