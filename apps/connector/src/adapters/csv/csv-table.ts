import type { CsvRows, KeyPlace, Mapping } from '@shutong/contracts';
import { type KeyValues, MAX_ROWS } from '../../application/source.port.js';
import type { SourceRow } from '../../domain/answer/source-row.js';
import { type AskedKey, askedKeys } from '../asked-keys.js';
import { Unreadable } from '../unreadable.js';
import { CsvLayout } from './csv-layout.js';
import { eachRecord } from './csv-records.js';
import { KeyIndex } from './key-index.js';
import { RowStore } from './row-store.js';

/** Most records of a file: each takes memory beside its bytes. */
const MAX_RECORDS = 5_000_000;

interface IndexedKey {
  readonly place: KeyPlace;
  readonly index: KeyIndex;
}

/** The rows of a file, found by any of the mapping's keys. */
export class CsvTable {
  readonly #rows = new RowStore();
  readonly #keys: ReadonlyMap<string, IndexedKey>;

  private constructor(
    private readonly mapping: Mapping,
    private readonly layout: CsvLayout,
  ) {
    const keys = Object.entries(mapping.keys);
    this.#keys = new Map(keys.map(([name, place]) => [name, { place, index: new KeyIndex() }]));
  }

  /** Reads a whole file. Throws `Unreadable`: one wrong record, and it is not known what the others are worth. */
  static async read(mapping: Mapping, csv: CsvRows, chunks: AsyncIterable<Uint8Array>): Promise<CsvTable> {
    let table: CsvTable | undefined;
    await eachRecord(chunks, (fields) => {
      if (table === undefined) table = new CsvTable(mapping, new CsvLayout(mapping, csv, fields));
      else table.#add(fields);
    });
    if (table === undefined) throw new Unreadable('It has no header line.');
    for (const { index } of table.#keys.values()) index.seal();
    return table;
  }

  /** At most `MAX_ROWS` + 1 rows that have all of these values, in the order of the file. */
  find(question: KeyValues): readonly SourceRow[] {
    const asked = askedKeys(this.mapping, question);
    const [first, ...others] = asked.map(({ name, value }) => this.#keys.get(name)?.index.candidates(value) ?? []);
    const also = others.map((candidates) => new Set(candidates));
    const found: SourceRow[] = [];
    for (const candidate of first ?? []) {
      if (!also.every((rows) => rows.has(candidate))) continue;
      const row = this.#rows.at(candidate);
      if (this.#hasAll(row, asked)) found.push(this.layout.sourceRow(row));
      if (found.length > MAX_ROWS) break;
    }
    return found;
  }

  #hasAll(row: readonly string[], asked: readonly AskedKey[]): boolean {
    return asked.every(({ place, value }) => this.layout.keyValues(row, place).has(value));
  }

  #add(fields: readonly string[]): void {
    const number = this.#rows.size;
    if (number === MAX_RECORDS) throw new Unreadable(`It has more than ${String(MAX_RECORDS)} records.`);
    const row = this.#rowOf(fields, number);
    this.#rows.push(row);
    for (const { place, index } of this.#keys.values()) {
      for (const value of this.layout.keyValues(row, place)) index.add(value, number);
    }
  }

  #rowOf(fields: readonly string[], number: number): readonly string[] {
    try {
      return this.layout.rowOf(fields);
    } catch (error) {
      // The officer counts from the header line, which is record 1.
      throw error instanceof Unreadable ? new Unreadable(`Record ${String(number + 2)}: ${error.message}`) : error;
    }
  }
}
