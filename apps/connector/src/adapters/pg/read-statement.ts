import { MAX_ROWS } from '../../application/source.port.js';
import type { Mapping } from '../../domain/mapping/mapping.js';

/** A set-wise read: `$1…$n` are arrays of the values of `keyNames`, in their order. */
export interface ReadStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * One statement for any number of questions. Identifiers come from a validated mapping and are quoted all the same; everything that a
 * query brings is a bound parameter. Parameters carry no cast, so PostgreSQL gives them the columns' own type and uses their index.
 * The window bounds the rows of each key; PostgreSQL stops numbering past the bound.
 */
export function readStatement(mapping: Mapping, keyNames: readonly string[]): ReadStatement {
  const keyColumns = keyNames.map((key) => quoted(mapping.keys[key] ?? refuse(key)));
  const items = Object.entries(mapping.columns).map(([item, column]) => `${quoted(column)} as ${quoted(item)}`);
  const keys = keyColumns.map((column, place) => `${column}::text as ${quoted(`$${String(place)}`)}`);
  const where = keyColumns.map((column, place) => `${column} = any($${String(place + 1)})`);
  const text = [
    `select * from (`,
    `  select ${[...items, ...keys].join(', ')}, row_number() over (partition by ${keyColumns.join(', ')}) as "$place"`,
    `  from ${quoted(mapping.table.schema)}.${quoted(mapping.table.name)}`,
    `  where ${where.join(' and ')}`,
    `) found where "$place" <= ${String(MAX_ROWS + 1)}`,
  ].join('\n');
  return { name: `read ${mapping.name} by ${keyNames.join(' ')}`, text };
}

/** SQL identifier. Item names may hold capitals, so all are quoted. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function refuse(key: string): never {
  throw new Error(`the mapping has no key ${key}`);
}
