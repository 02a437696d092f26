import type { DecisionReason } from '@shutong/kernel';
import type { Question } from '../question.js';
import type { Dataset } from '../state/facts.js';
import type { State } from '../state/state.js';
import { hasMark } from './level.js';
import { isSuspended } from './suspension-checks.js';

/** The newest publication of `ds`; only its own retirement counts. */
export function newestPublication(state: State, ds: string): Dataset | undefined {
  const index = state.newest.get(ds);
  return index === undefined ? undefined : state.datasets.get(String(index));
}

/** Reasons that lie in the dataset: published, current, not retired, not suspended, shared at all (条例 art. 13–14). */
export function refusalsOfDataset(state: State, dataset: Dataset | undefined, question: Question): DecisionReason[] {
  if (dataset === undefined) {
    const code = question.ds.split('@')[0] ?? question.ds;
    return [state.majors.get(code) === undefined ? 'DATASET_NOT_PUBLISHED' : 'VERSION_NOT_CURRENT'];
  }
  const refusals: DecisionReason[] = [];
  if (dataset.end !== undefined) refusals.push('DATASET_RETIRED');
  if (isSuspended(state, `dataset ${question.ds}`, question.at)) refusals.push('DATASET_SUSPENDED');
  if (dataset.fact.share === 'none') refusals.push('SHARE_CLASS_CLOSED');
  if (question.fields.some((field) => isClosedField(dataset, field))) refusals.push('FIELD_NOT_SHARED');
  return refusals;
}

export function isClosedField(dataset: Dataset | undefined, field: string): boolean {
  const level = levelOf(dataset, field);
  return level !== undefined && hasMark(level, 'n');
}

export function levelOf(dataset: Dataset | undefined, field: string): string | undefined {
  return dataset !== undefined && Object.hasOwn(dataset.fact.fields, field) ? dataset.fact.fields[field] : undefined;
}
