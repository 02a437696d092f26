import { columnsOfKey, type KeyPlace, type Mapping } from '@shutong/contracts';
import { MAX_ROWS } from '../../application/source.port.js';

/** A set-wise read: `$1…$n` are arrays of the values of `keyNames`, in their order. */
export interface ReadStatement {
  readonly name: string;
  readonly text: string;
}

/** Name of the output column with the region of a row that no data item tells. */
export const REGION = '$region';

/** Name of the output column with the value of the key at a place. */
export function keyColumn(place: number): string {
  return `$${String(place)}`;
}

/**
 * One statement for any number of questions. Identifiers come from a validated mapping and are quoted all the same; everything that a
 * query brings is a bound parameter. The window bounds the rows of each key; PostgreSQL stops numbering past the bound.
 */
export function readStatement(mapping: Mapping, keyNames: readonly string[]): ReadStatement {
  const { table, columns, rowRegion } = mapping;
  if (table === undefined) throw new Error(`the mapping ${mapping.name} names no table`);
  const finds = keyNames.map((key, place) => findBy(mapping.keys[key] ?? refuse(key), place));
  const items = Object.entries(columns).map(([item, column]) => `${quoted(column)} as ${quoted(item)}`);
  const region = typeof rowRegion === 'object' ? [`${quoted(rowRegion.column)}::text as ${quoted(REGION)}`] : [];
  const keys = finds.map(({ value }, place) => `${value} as ${quoted(keyColumn(place))}`);
  const partition = finds.map(({ value }) => value).join(', ');
  const text = [
    `select * from (`,
    `  select ${[...items, ...region, ...keys].join(', ')}, row_number() over (partition by ${partition}) as "$row"`,
    `  from ${[`${quoted(table.schema)}.${quoted(table.name)}`, ...finds.flatMap(({ join }) => join ?? [])].join(' ')}`,
    `  where ${finds.map(({ condition }) => condition).join(' and ')}`,
    `) found where "$row" <= ${String(MAX_ROWS + 1)}`,
  ].join('\n');
  return { name: `read ${mapping.name} by ${keyNames.join(' ')}`, text };
}

interface FindBy {
  readonly condition: string;
  /** Which of the asked values a row has; a row with two of them comes twice. */
  readonly value: string;
  readonly join?: string;
}

function findBy(place: KeyPlace, position: number): FindBy {
  const asked = `$${String(position + 1)}`;
  const columns = columnsOfKey(place).map(quoted);
  const [only = '', ...others] = columns;
  // No cast on either side: PostgreSQL gives the parameter the column's own type and uses its index.
  if (typeof place === 'string') return { condition: `${only} = any(${asked})`, value: `${only}::text` };
  const isList = others.length === 0;
  const found = `"$found${String(position)}"`;
  const values = isList ? `${only}::text[]` : `array[${columns.map((column) => `${column}::text`).join(', ')}]`;
  const condition = isList
    ? `${only} && ${asked}::text[]`
    : `(${columns.map((column) => `${column} = any(${asked}::text[])`).join(' or ')})`;
  const join = `cross join lateral (select distinct v from unnest(${values}) as own(v) where v = any(${asked}::text[])) as ${found}`;
  return { condition, value: `${found}.v`, join };
}

/** SQL identifier. Item names may hold capitals, so all are quoted. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function refuse(key: string): never {
  throw new Error(`the mapping has no key ${key}`);
}
