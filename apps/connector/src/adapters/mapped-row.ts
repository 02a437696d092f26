import type { Mapping } from '@shutong/contracts';
import type { SourceRow } from '../domain/answer/source-row.js';

/**
 * A row in the names of the record schema. Columns that the mapping does not name stay behind; what is null or not there is an absent
 * item, as record schemas have no null.
 */
export function mappedRow({ columns, rowRegion }: Mapping, valueOf: (column: string) => unknown): SourceRow {
  const record: [string, unknown][] = [];
  for (const [item, column] of Object.entries(columns)) {
    const value = valueOf(column) ?? undefined;
    if (value !== undefined) record.push([item, value]);
  }
  const region = typeof rowRegion === 'object' ? (valueOf(rowRegion.column) ?? undefined) : undefined;
  // Not by assignment: an item may have a name that Object.prototype has too.
  const row = { record: Object.fromEntries(record) };
  return region === undefined ? row : { ...row, region };
}
