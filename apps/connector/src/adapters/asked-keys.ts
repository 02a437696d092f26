import type { KeyPlace, Mapping } from '@shutong/contracts';
import type { KeyValues } from '../application/source.port.js';
import { Unreadable } from './unreadable.js';

export interface AskedKey {
  readonly name: string;
  readonly place: KeyPlace;
  readonly value: string;
}

/** By what a question finds. Throws `Unreadable` on no key, which would find everybody, and on one that the mapping lacks. */
export function askedKeys(mapping: Mapping, question: KeyValues): readonly AskedKey[] {
  const asked = Object.entries(question).map(([name, value]) => {
    const place = Object.hasOwn(mapping.keys, name) ? mapping.keys[name] : undefined;
    if (place === undefined) throw new Unreadable(`The mapping has no key ${name}.`);
    return { name, place, value };
  });
  if (asked.length === 0) throw new Unreadable('The question names no key.');
  return asked;
}
