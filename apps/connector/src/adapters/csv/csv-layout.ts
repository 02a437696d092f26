import { columnsOfKey, type CsvRows, type KeyPlace, type Mapping } from '@shutong/contracts';
import type { SourceRow } from '../../domain/answer/source-row.js';
import { mappedRow } from '../mapped-row.js';
import { Unreadable } from '../unreadable.js';

const LIST_SEPARATOR = ';';
const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

/** What a mapping needs of the records of one file. Rows here are the texts of the columns that it names, in the layout's own order. */
export class CsvLayout {
  /** Column → its place in a record of the file. */
  readonly #inFile: readonly number[];
  /** Column → its place in a row. */
  readonly #inRow: ReadonlyMap<string, number>;
  readonly #types: ReadonlyMap<string, 'boolean' | 'integer'>;

  /** Throws `Unreadable` when the header line lacks a column of the mapping or has one twice. */
  constructor(
    private readonly mapping: Mapping,
    { types = {} }: CsvRows,
    header: readonly string[],
  ) {
    const named = [...columnsOf(mapping, Object.keys(types))];
    for (const column of named) {
      const times = header.filter((heading) => heading === column).length;
      if (times !== 1) throw new Unreadable(`The header line has the column ${column} ${String(times)} times.`);
    }
    this.#inFile = named.map((column) => header.indexOf(column));
    this.#inRow = new Map(named.map((column, place) => [column, place]));
    this.#types = new Map(Object.entries(types));
  }

  /** Throws `Unreadable` on a value that is not of its column's type. */
  rowOf(record: readonly string[]): readonly string[] {
    const row = this.#inFile.map((place) => record[place] ?? '');
    for (const column of this.#types.keys()) this.#value(row, column);
    return row;
  }

  sourceRow(row: readonly string[]): SourceRow {
    return mappedRow(this.mapping, (column) => this.#value(row, column));
  }

  /** The values by which a key finds the row. */
  keyValues(row: readonly string[], place: KeyPlace): ReadonlySet<string> {
    const texts = columnsOfKey(place).map((column) => this.#text(row, column));
    const isList = typeof place === 'object' && 'list' in place;
    const values = isList ? texts.flatMap((text) => text.split(LIST_SEPARATOR)) : texts;
    return new Set(values.filter((value) => value !== ''));
  }

  #text(row: readonly string[], column: string): string {
    return row[this.#inRow.get(column) ?? -1] ?? '';
  }

  /** An empty field is an absent one. */
  #value(row: readonly string[], column: string): string | boolean | number | undefined {
    const text = this.#text(row, column);
    const type = this.#types.get(column);
    if (text === '') return undefined;
    if (type === undefined) return text;
    return type === 'boolean' ? booleanOf(text, column) : integerOf(text, column);
  }
}

function columnsOf({ keys, columns, rowRegion }: Mapping, typed: readonly string[]): ReadonlySet<string> {
  const region = typeof rowRegion === 'object' ? [rowRegion.column] : [];
  return new Set([...Object.values(columns), ...Object.values(keys).flatMap(columnsOfKey), ...region, ...typed]);
}

function booleanOf(text: string, column: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Unreadable(`The column ${column} holds neither true nor false.`);
  return text === 'true';
}

function integerOf(text: string, column: string): number {
  const value = Number(text);
  if (!INTEGER.test(text) || !Number.isSafeInteger(value)) throw new Unreadable(`The column ${column} holds no integer.`);
  return value;
}
