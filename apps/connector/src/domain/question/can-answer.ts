import type { Mapping } from '@shutong/contracts';
import type { Question } from './question.js';

/** Without a key that the question names there is nothing to find records by. */
export function hasKeys({ keys }: Mapping, question: Question): boolean {
  return Object.keys(question.keys).every((key) => Object.hasOwn(keys, key));
}

/** Each name asked is a predicate with a rule, or an item that can be compared. */
export function hasRules({ columns, predicates = {} }: Mapping, ask: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(ask).every((name) => Object.hasOwn(predicates, name) || Object.hasOwn(columns, name));
}
