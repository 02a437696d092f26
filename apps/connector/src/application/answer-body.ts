import { fail, ok, type Result } from '@shutong/kernel';
import type { IdentifierContext } from '@shutong/standards';
import type { AnswerBody } from '../domain/answer/answer-text.js';
import { project } from '../domain/answer/project.js';
import { rowsInForce } from '../domain/answer/rows-in-force.js';
import type { SourceRecord } from '../domain/answer/source-row.js';
import { answerEquality, answerPredicate, type PredicateAnswer } from '../domain/predicate/answer-predicate.js';
import type { ReadyQuery } from './examine-item.js';
import type { FoundRows } from './read-works.js';
import { MAX_ROWS } from './source.port.js';

export interface Composed {
  readonly body: AnswerBody;
  /** Rows that the answer rests on. */
  readonly count: number;
}

type BodyFault = 'RECORD_SCHEMA' | 'ANSWER_TOO_LARGE';

/**
 * What of the rows found may leave (invariant 10): in mode `records` the permitted fields under their masks, in mode `predicate` the
 * answers and no value.
 */
export function answerBody(work: ReadyQuery, found: FoundRows, identifiers: IdentifierContext): Result<Composed, BodyFault> {
  if ([found.rows, ...Object.values(found.seconds)].some((rows) => rows.length > MAX_ROWS)) return fail('ANSWER_TOO_LARGE');
  const records = recordsOf(work, found.rows);
  if (!records.ok) return records;
  const { ask } = work.question;
  return ask === undefined ? ok(projected(work, records.value, identifiers)) : evaluated(work, ask, records.value, found.seconds);
}

function recordsOf({ query, dataset }: ReadyQuery, found: FoundRows['rows']): Result<readonly SourceRecord[], 'RECORD_SCHEMA'> {
  const { mapping, items, isRecord } = dataset;
  return mapping === undefined
    ? fail('RECORD_SCHEMA')
    : rowsInForce(found, query.leaf.rows?.region, { mapping, items, isRecord });
}

function projected(
  { query, question, dataset }: ReadyQuery,
  records: readonly SourceRecord[],
  identifiers: IdentifierContext,
): Composed {
  const { fields, mask = {} } = query.leaf;
  const page = question.pageSize === undefined ? records : records.slice(0, question.pageSize);
  const projection = { fields, mask, keys: question.keys, items: dataset.items, identifiers };
  return { body: { rows: page.map((record) => project(record, projection)) }, count: page.length };
}

function evaluated(
  work: ReadyQuery,
  ask: Readonly<Record<string, unknown>>,
  records: readonly SourceRecord[],
  seconds: FoundRows['seconds'],
): Result<Composed, 'RECORD_SCHEMA'> {
  const results: [string, PredicateAnswer][] = [];
  for (const name of work.query.leaf.fields) {
    const second = recordsOf(work, seconds[name] ?? []);
    if (!second.ok) return second;
    results.push([name, answerTo(name, ask[name], work, records, second.value)]);
  }
  return ok({ body: { results: Object.fromEntries(results) }, count: records.length });
}

function answerTo(
  name: string,
  asked: unknown,
  { dataset }: ReadyQuery,
  records: readonly SourceRecord[],
  second: readonly SourceRecord[],
): PredicateAnswer {
  const rules = dataset.mapping?.predicates ?? {};
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return answerEquality(name, asked, records);
  const args = typeof asked === 'object' && asked !== null ? { ...asked } : {};
  return answerPredicate(rule, { records, second, args, items: dataset.items });
}
