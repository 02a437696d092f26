import type { DecisionReason, Instant } from '@shutong/kernel';
import type { Question } from '../question.js';
import type { State } from '../state/state.js';

/** Whether any suspension under the key holds: not lifted, and its `until`, where there is one, not reached. */
export function isSuspended(state: State, key: string, at: Instant): boolean {
  return (state.suspensionsOf.get(key) ?? []).some((index) => {
    const suspension = state.suspensions.get(String(index));
    if (suspension === undefined || suspension.end !== undefined) return false;
    return suspension.fact.until === undefined || at < suspension.fact.until;
  });
}

/** The asking department and system (条例 art. 27). */
export function refusalsOfConsumer(state: State, question: Question): DecisionReason[] {
  const refusals: DecisionReason[] = [];
  if (isSuspended(state, `dept ${question.cons}`, question.at)) refusals.push('DEPARTMENT_SUSPENDED');
  if (isSuspended(state, `system ${question.sys}`, question.at)) refusals.push('SYSTEM_SUSPENDED');
  return refusals;
}
