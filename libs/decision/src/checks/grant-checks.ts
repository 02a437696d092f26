import type { DecisionReason } from '@shutong/kernel';
import type { Question } from '../question.js';
import type { Dataset, Grant } from '../state/facts.js';
import type { State } from '../state/state.js';
import { refusalsOfFields } from './field-checks.js';
import { refusalsOfQuota } from './quota-checks.js';
import { refusalsOfRows } from './row-checks.js';
import { isSuspended } from './suspension-checks.js';

/** All reasons of one grant but those of consent and sensitive fields (条例 art. 20–22, 25, 27). */
export function refusalsOfGrant(state: State, dataset: Dataset | undefined, grant: Grant, question: Question): DecisionReason[] {
  return [
    ...refusalsOfWindow(grant, question),
    ...refusalsOfStanding(state, grant, question),
    ...refusalsOfUse(dataset, grant, question),
    ...refusalsOfFields(dataset, grant, question),
    ...refusalsOfRows(grant, question),
    ...refusalsOfPerson(dataset, grant, question),
    ...refusalsOfQuota(state, grant, question),
  ];
}

/** Half-open `[from, to)`. An emergency ends with its event (PIPL art. 13(1)(4)). */
function refusalsOfWindow(grant: Grant, question: Question): DecisionReason[] {
  const { from, to, basis } = grant.fact;
  if (question.at < from) return ['GRANT_NOT_IN_FORCE'];
  if (question.at < to) return [];
  return [basis.length === 1 && basis[0] === 'B4' ? 'EVENT_ENDED' : 'GRANT_EXPIRED'];
}

function refusalsOfStanding(state: State, grant: Grant, question: Question): DecisionReason[] {
  const refusals: DecisionReason[] = [];
  if (isSuspended(state, `grant ${String(grant.index)}`, question.at)) refusals.push('GRANT_SUSPENDED');
  if (grant.end !== undefined) refusals.push('GRANT_REVOKED');
  return refusals;
}

function refusalsOfUse(dataset: Dataset | undefined, grant: Grant, question: Question): DecisionReason[] {
  const { modes, purposes, basis, laws } = grant.fact;
  const refusals: DecisionReason[] = [];
  // Without a publication no mode is known to be closed: the dataset's own reason speaks.
  const hasMode = dataset === undefined || dataset.fact.modes.includes(question.mode);
  if (!modes.includes(question.mode) || !hasMode) refusals.push('MODE_NOT_GRANTED');
  if (!purposes.includes(question.purpose)) refusals.push('PURPOSE_NOT_GRANTED');
  const hasLaw = laws === undefined || laws.includes(question.law);
  if (!basis.includes(question.basis) || !hasLaw) refusals.push('BASIS_NOT_GRANTED');
  return refusals;
}

/** Share class `open` waives role and case number. */
function refusalsOfPerson(dataset: Dataset | undefined, grant: Grant, question: Question): DecisionReason[] {
  if (dataset?.fact.share === 'open') return [];
  const refusals: DecisionReason[] = [];
  if (!grant.fact.roles.includes(question.role)) refusals.push('ROLE_NOT_GRANTED');
  if (grant.fact.case && !question.hasCase) refusals.push('CASE_NUMBER_MISSING');
  return refusals;
}
