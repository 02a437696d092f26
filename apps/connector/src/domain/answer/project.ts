import { type IdentifierContext, maskTypeOf, type MaskedItem, maskValue } from '@shutong/standards';
import type { SourceRecord } from './source-row.js';

export interface Projection {
  /** The entry's `fields`. */
  readonly fields: readonly string[];
  /** The entry's `mask`: field → profile in force. */
  readonly mask: Readonly<Record<string, string>>;
  /** What the consumer sent, echoed as sent (domain.md §11). */
  readonly keys: Readonly<Record<string, string>>;
  /** Schemas of the data items, by name. */
  readonly items: Readonly<Record<string, MaskedItem>>;
  readonly identifiers: IdentifierContext;
}

/** The part of a record that leaves the department: the permitted fields, each under the mask in force. */
export function project(record: SourceRecord, projection: Projection): Readonly<Record<string, unknown>> {
  const shown: [string, unknown][] = [];
  for (const field of projection.fields) {
    const value = record[field];
    if (value !== undefined) shown.push([field, masked(field, value, projection)]);
  }
  return Object.fromEntries(shown);
}

function masked(field: string, value: unknown, { mask, keys, items, identifiers }: Projection): unknown {
  const profile = Object.hasOwn(mask, field) ? mask[field] : undefined;
  if (profile === undefined) return value;
  if (Object.hasOwn(keys, field) && keys[field] === value) return value;
  const type = Object.hasOwn(items, field) ? maskTypeOf(field, items[field] ?? {}) : undefined;
  // No rule for this type, or no text: hidden in full, so that a number's size or a list's length tells nothing.
  return typeof value === 'string' && type !== undefined
    ? maskValue(type, profile, value, identifiers)
    : maskValue('serial', 'full', '-', identifiers);
}
