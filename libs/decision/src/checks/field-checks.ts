import type { DecisionReason } from '@shutong/kernel';
import type { MaskProfile } from '../entry/frame.js';
import type { Question } from '../question.js';
import type { Dataset, Grant } from '../state/facts.js';
import { isClosedField, levelOf } from './dataset-checks.js';
import { defaultMask, hasMark, stricter } from './level.js';

/** Asked fields that dataset and grant both know and the mode allows. Fields nobody shares are not among them. */
export function grantedFields(dataset: Dataset | undefined, grant: Grant, question: Question): readonly string[] {
  return question.fields.filter((field) => isGranted(dataset, grant, question, field));
}

/** `FIELD_NOT_GRANTED`; a field nobody shares is `FIELD_NOT_SHARED` only. */
export function refusalsOfFields(dataset: Dataset | undefined, grant: Grant, question: Question): DecisionReason[] {
  const isRefused = question.fields.some(
    (field) => !isClosedField(dataset, field) && !isGranted(dataset, grant, question, field),
  );
  return isRefused ? ['FIELD_NOT_GRANTED'] : [];
}

function isGranted(dataset: Dataset | undefined, grant: Grant, question: Question, field: string): boolean {
  const level = levelOf(dataset, field);
  if (level === undefined || hasMark(level, 'n') || !Object.hasOwn(grant.fact.fields, field)) return false;
  return !hasMark(level, 'p') || question.mode === 'predicate';
}

/** The stricter of level default and grant, where it is not m0. */
export function masksInForce(
  dataset: Dataset,
  grant: Grant,
  question: Question,
): Readonly<Record<string, MaskProfile>> | undefined {
  const masks = question.fields.flatMap((field): [string, MaskProfile][] => {
    const level = levelOf(dataset, field) ?? 'L4';
    const mask = hasMark(level, 'p') ? 'm0' : stricter(defaultMask(level), grant.fact.fields[field] ?? 'm3');
    return mask === 'm0' ? [] : [[field, mask]];
  });
  return masks.length === 0 ? undefined : Object.fromEntries(masks);
}
