import type { DecisionReason } from '@shutong/kernel';
import type { Rows } from '../entry/frame.js';
import type { Question } from '../question.js';
import type { Grant } from '../state/facts.js';

/** Whether region6 `outer` is `inner` or lies above it: …0000 a province, …00 a city (GB/T 2260). */
export function coversRegion(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  if (outer.endsWith('0000')) return inner.startsWith(outer.slice(0, 2));
  return outer.endsWith('00') && inner.startsWith(outer.slice(0, 4));
}

/** A region asked must equal one of the grant's or lie below it; a grant without rows filters nothing. */
export function refusalsOfRows(grant: Grant, question: Question): DecisionReason[] {
  const granted = grant.fact.rows?.region;
  if (granted === undefined || question.rows === undefined) return [];
  const isInside = question.rows.region.every((asked) => granted.some((region) => coversRegion(region, asked)));
  return isInside ? [] : ['ROW_OUTSIDE_SCOPE'];
}

/** The filter in force: what was asked, else the grant's. */
export function rowsInForce(grant: Grant, question: Question): Rows | undefined {
  return question.rows ?? grant.fact.rows;
}
