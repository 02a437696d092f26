import type { Condition, PredicateRule } from '@shutong/contracts';
import { ageBandOf, ageOn, amountBandOf } from '@shutong/standards';
import type { SourceRecord } from '../answer/source-row.js';
import { type Asked, fulfils } from './condition.js';

/** `yes`, `no`, `unknown`; a count; or a band or code: never the value itself (domain.md §11). */
export type PredicateAnswer = string | number;

export interface PredicateQuestion extends Asked {
  /** Records of the subject that are in force: inside the rows of the permit, each of the record schema. */
  readonly records: readonly SourceRecord[];
  /** Those of the second person that the question names. */
  readonly second: readonly SourceRecord[];
}

/** The answer to one predicate. Without a record a yes or no is `unknown`: the register does not know the subject. */
export function answerPredicate(rule: PredicateRule, question: PredicateQuestion): PredicateAnswer {
  const { records } = question;
  const fulfilling = (where: readonly Condition[] = []): readonly SourceRecord[] =>
    records.filter((record) => where.every((condition) => fulfils(record, condition, question)));
  switch (rule.kind) {
    case 'exists':
      return yesOrNo(records.length > 0);
    case 'count':
      return fulfilling(rule.where).length;
    case 'some':
      return ifKnown(records, () => fulfilling(rule.where).length > 0);
    case 'countAtLeast':
      return ifKnown(records, () => distinct(fulfilling(rule.where), rule.distinct) >= Number(question.args[rule.argument]));
    case 'latest':
      return ifKnown(records, () => isLatest(fulfilling(rule.where), rule, question));
    case 'amount':
      return compareBand(fulfilling(rule.where)[0]?.[rule.item], rule, question.args);
    case 'ageBand':
      return bandOfAge(records[0]?.[rule.item], question.args['on']);
    case 'value':
      return textOr(fulfilling(rule.where)[0]?.[rule.item]);
    case 'sameAs':
      return sameValue(records[0]?.[rule.item], question.second[0]?.[rule.item]);
  }
}

/** An item with the value it is compared with (domain.md §8): whether any record of the subject has it. */
export function answerEquality(item: string, value: unknown, records: readonly SourceRecord[]): PredicateAnswer {
  return ifKnown(records, () => records.some((record) => record[item] === value));
}

function yesOrNo(holds: boolean): PredicateAnswer {
  return holds ? 'yes' : 'no';
}

function ifKnown(records: readonly SourceRecord[], holds: () => boolean): PredicateAnswer {
  return records.length === 0 ? 'unknown' : yesOrNo(holds());
}

function distinct(records: readonly SourceRecord[], item: string | undefined): number {
  return item === undefined ? records.length : new Set(records.map((record) => record[item])).size;
}

function isLatest(
  candidates: readonly SourceRecord[],
  { by, then }: Extract<PredicateRule, { readonly kind: 'latest' }>,
  question: PredicateQuestion,
): boolean {
  const [latest] = candidates.toSorted((a, b) => (String(a[by]) < String(b[by]) ? 1 : -1));
  return latest !== undefined && then.every((condition) => fulfils(latest, condition, question));
}

/** A band [from, to) lies wholly at or above the amount, wholly below it, or holds it and then says nothing. */
function compareBand(
  band: unknown,
  rule: Extract<PredicateRule, { readonly kind: 'amount' }>,
  args: Asked['args'],
): PredicateAnswer {
  const bounds = typeof band === 'string' ? amountBandOf(band) : undefined;
  const amount = Number(args['atLeast' in rule ? rule.atLeast : rule.below]);
  if (bounds === undefined || Number.isNaN(amount)) return 'unknown';
  const isAbove = bounds.from >= amount;
  const isBelow = bounds.to !== undefined && bounds.to <= amount;
  if (!isAbove && !isBelow) return 'unknown';
  return yesOrNo('atLeast' in rule ? isAbove : isBelow);
}

function bandOfAge(born: unknown, on: unknown): PredicateAnswer {
  const age = typeof born === 'string' && typeof on === 'string' ? ageOn(born, on) : undefined;
  return age === undefined ? 'unknown' : textOr(ageBandOf(age));
}

function textOr(value: unknown): PredicateAnswer {
  return typeof value === 'string' ? value : 'unknown';
}

function sameValue(own: unknown, other: unknown): PredicateAnswer {
  return own === undefined || other === undefined ? 'unknown' : yesOrNo(own === other);
}
