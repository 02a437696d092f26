import type { DecisionReason } from '@shutong/kernel';
import type { Question } from '../question.js';
import { counterKey, type Grant } from '../state/facts.js';
import type { State } from '../state/state.js';
import { dayOf, monthOf } from '../time/period.js';

/** Aggregate queries of one consumer on one dataset (domain.md §11). */
const BUDGET_PER_DAY = 200;
const BUDGET_PER_MONTH = 2_000;

export function refusalsOfQuota(state: State, grant: Grant, question: Question): DecisionReason[] {
  const { quota } = grant.fact;
  const today = state.counters.get(counterKey('grant.day', grant.index, dayOf(question.at))) ?? 0;
  const total = state.counters.get(counterKey('grant.total', grant.index, 'ALL')) ?? 0;
  return today >= quota.day || total >= quota.total ? ['QUOTA_EXCEEDED'] : [];
}

/** Of the department, so it speaks without a grant as well. */
export function refusalsOfBudget(state: State, question: Question): DecisionReason[] {
  if (question.mode !== 'aggregate') return [];
  const ref = `${question.cons} ${question.ds}`;
  const today = state.counters.get(counterKey('budget.day', ref, dayOf(question.at))) ?? 0;
  const thisMonth = state.counters.get(counterKey('budget.month', ref, monthOf(question.at))) ?? 0;
  return today >= BUDGET_PER_DAY || thisMonth >= BUDGET_PER_MONTH ? ['QUERY_BUDGET_SPENT'] : [];
}
