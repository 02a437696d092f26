import type { DecisionReason } from '@shutong/kernel';
import type { Question } from '../question.js';
import type { Dataset, Grant } from '../state/facts.js';
import { levelOf } from './dataset-checks.js';
import { hasMark } from './level.js';

/** A granted field with `s` or `b` needs the query's law among the grant's `own` (PIPL art. 28–29). */
export function refusalsOfSensitive(
  dataset: Dataset | undefined,
  grant: Grant,
  question: Question,
  granted: readonly string[],
): DecisionReason[] {
  const needsOwnBasis = granted.some((field) => hasFieldMark(dataset, field, 's') || hasFieldMark(dataset, field, 'b'));
  const hasOwnBasis = grant.fact.own?.includes(question.law) === true;
  return needsOwnBasis && !hasOwnBasis ? ['SENSITIVE_BASIS_MISSING'] : [];
}

export function isAnySensitive(dataset: Dataset | undefined, granted: readonly string[]): boolean {
  return granted.some((field) => hasFieldMark(dataset, field, 's'));
}

function hasFieldMark(dataset: Dataset | undefined, field: string, mark: 's' | 'b'): boolean {
  const level = levelOf(dataset, field);
  return level !== undefined && hasMark(level, mark);
}
