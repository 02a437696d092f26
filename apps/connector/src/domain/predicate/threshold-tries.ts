import type { PredicateRule } from '@shutong/contracts';
import { canonicalJson, hashText } from '@shutong/kernel';

/** One value tried on one subject: enough of them on one predicate would search the value out (domain.md §11). */
export interface ThresholdTry {
  /** H of consumer, subject, dataset and predicate: the book of tries names nobody. */
  readonly about: string;
  /** H of the threshold, bound to what it is about. */
  readonly threshold: string;
}

export interface TriedQuestion {
  readonly consumer: string;
  /** `D01@1`; majors of one dataset count together. */
  readonly ds: string;
  readonly subject: { readonly t: string; readonly v: string };
  readonly ask: Readonly<Record<string, unknown>>;
  readonly rules: Readonly<Record<string, PredicateRule>>;
}

/** The thresholds that a question tries: those of its predicates, and every value that an item is compared with. */
export function triesOf({ consumer, ds, subject, ask, rules }: TriedQuestion): readonly ThresholdTry[] {
  return Object.entries(ask).flatMap(([name, asked]) => {
    const threshold = Object.hasOwn(rules, name) ? thresholdIn(rules[name], asked) : asked;
    if (threshold === undefined) return [];
    const about = hashText(canonicalJson([consumer, ds.split('@')[0], subject.t, subject.v, name]));
    return [{ about, threshold: hashText(canonicalJson([about, threshold])) }];
  });
}

function thresholdIn(rule: PredicateRule | undefined, asked: unknown): unknown {
  if (rule?.threshold === undefined || typeof asked !== 'object' || asked === null) return undefined;
  return Object.hasOwn(asked, rule.threshold) ? (asked as Readonly<Record<string, unknown>>)[rule.threshold] : undefined;
}
