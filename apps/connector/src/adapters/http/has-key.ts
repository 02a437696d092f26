import { columnsOfKey, type KeyPlace } from '@shutong/contracts';
import { Unreadable } from '../unreadable.js';
import type { JsonRow } from './rows-of-answer.js';

/**
 * Whether a row has the value at the key's place. Only texts count: JSON numbers lose digits of an identity number. A value of another
 * type means that the mapping speaks of another interface, so it is trouble, not a row of somebody else.
 */
export function hasKey(row: JsonRow, place: KeyPlace, value: string): boolean {
  return columnsOfKey(place).some((column) => {
    const own = memberOf(row, column) ?? undefined;
    if (own === undefined) return false;
    const texts: readonly unknown[] = isList(place) ? listOf(own, column) : [own];
    if (texts.some((text) => typeof text !== 'string')) throw new Unreadable(`The key column ${column} does not hold texts.`);
    return texts.includes(value);
  });
}

/** Own members only: a column may be called `constructor`. */
export function memberOf(row: JsonRow, column: string): unknown {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

function isList(place: KeyPlace): boolean {
  return typeof place === 'object' && 'list' in place;
}

function listOf(value: unknown, column: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Unreadable(`The key column ${column} does not hold a list.`);
}
