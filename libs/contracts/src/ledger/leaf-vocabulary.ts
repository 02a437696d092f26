import { fromInstant } from '@shutong/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The steps 1, 2, 5, 10, 20, 50 … in which durations are told: the exact one would identify an access. */
export function isOneTwoFive(value: number): boolean {
  if (value < 1) return false;
  let rest = value;
  while (rest % 10 === 0) rest /= 10;
  return rest === 1 || rest === 2 || rest === 5;
}

/** Strictly ascending: ASCII for texts, by value for integers (ledger.md §3, `set`). */
export function isSortedSet(items: readonly unknown[]): boolean {
  return items.every((item, place) => place === 0 || isBelow(items[place - 1], item));
}

function isBelow(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  return typeof a === 'number' && typeof b === 'number' && a < b;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && fromInstant(`${text}T00:00:00.000Z`) !== undefined;
}

/** JSON Schema 2020-12 with the three words that the leaf schemas add: `sortedSet`, `oneTwoFive`, and strict times. */
export function leafAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, ownProperties: true, logger: false });
  ajv.addFormat('instant', (text: string) => fromInstant(text) !== undefined);
  ajv.addFormat('day', isDay);
  ajv.addKeyword({
    keyword: 'sortedSet',
    type: 'array',
    schemaType: 'boolean',
    validate: (_on: boolean, items: unknown[]) => isSortedSet(items),
  });
  ajv.addKeyword({
    keyword: 'oneTwoFive',
    type: 'number',
    schemaType: 'boolean',
    validate: (_on: boolean, value: number) => isOneTwoFive(value),
  });
  return ajv;
}
