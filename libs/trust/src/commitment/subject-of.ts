import type { Subject } from './pseudonym.js';

const PERSON_NUMBERS: ReadonlySet<unknown> = new Set(['resident-id', 'hmt-residence', 'foreign-pr']);

/**
 * Who a question is about (domain.md §8): `idNo` for every number of a person, `uscc` for every body, whatever the key is called, else
 * the first key by its own name. `identifiers`: key name → identifier type of the data item. Gateway and connector must agree on it.
 */
export function subjectOf(keys: Readonly<Record<string, string>>, identifiers: Readonly<Record<string, unknown>>): Subject {
  const names = Object.keys(keys).toSorted();
  const named = (t: string, name: string | undefined): Subject | undefined => {
    const v = name === undefined ? undefined : keys[name];
    return v === undefined ? undefined : { t, v };
  };
  const person = names.find((name) => PERSON_NUMBERS.has(identifiers[name]));
  const body = names.find((name) => identifiers[name] === 'uscc');
  const [first = ''] = names;
  return named('idNo', person) ?? named('uscc', body) ?? named(first, first) ?? { t: '', v: '' };
}
