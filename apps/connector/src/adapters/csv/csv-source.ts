import type { CsvRows, Mapping } from '@shutong/contracts';
import { type KeyValues, Source } from '../../application/source.port.js';
import type { SourceRow } from '../../domain/answer/source-row.js';
import { Unreadable } from '../unreadable.js';
import { withinReadTime } from '../within-read-time.js';
import { CsvFile } from './csv-file.js';
import { CsvTable } from './csv-table.js';

/** What is known of one mapping's file. */
interface Loaded {
  readonly state: string;
  readonly table: Promise<CsvTable>;
  /** Aborted when the file has another state. */
  readonly superseded: AbortController;
}

/**
 * A folder of CSV files that the department's own system exports. A file is read on first use and whenever it has changed, which each
 * read checks; while it is read, questions wait for it as long as a read may take and then fail: an answer from the file before would
 * state a time at which it was no longer so.
 */
export class CsvSource extends Source {
  /** By the mapping itself: another mapping of that name may name other columns. */
  readonly #loaded = new WeakMap<Mapping, Loaded>();

  constructor(private readonly folder: string) {
    super();
  }

  override read(mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]> {
    const { csv } = mapping;
    return withinReadTime(async (signal) => {
      if (csv === undefined) throw new Unreadable('The mapping names no file.');
      const table = await this.#table(mapping, csv, signal).catch((error: unknown) => refuse(csv, error));
      return questions.map((question) => table.find(question));
    });
  }

  async #table(mapping: Mapping, csv: CsvRows, signal: AbortSignal): Promise<CsvTable> {
    for (;;) {
      const loaded = await this.#current(mapping, csv);
      try {
        return await loaded.table;
      } catch (error) {
        signal.throwIfAborted();
        // Replaced while it was read: the file that replaced it answers.
        if (!loaded.superseded.signal.aborted) throw error;
      }
    }
  }

  /** The table of the file as it is now, perhaps still being read. */
  async #current(mapping: Mapping, csv: CsvRows): Promise<Loaded> {
    const file = await CsvFile.open(this.folder, csv.file);
    const known = this.#loaded.get(mapping);
    if (known?.state === file.state) {
      await file.close();
      return known;
    }
    known?.superseded.abort();
    const superseded = new AbortController();
    const loaded = { state: file.state, table: readTable(mapping, csv, file, superseded.signal), superseded };
    this.#loaded.set(mapping, loaded);
    loaded.table.catch((error: unknown) => {
      // What is wrong with the content stays so until the file changes; a disk that failed may be asked again.
      if (!(error instanceof Unreadable) && this.#loaded.get(mapping) === loaded) this.#loaded.delete(mapping);
    });
    return loaded;
  }
}

async function readTable(mapping: Mapping, csv: CsvRows, file: CsvFile, signal: AbortSignal): Promise<CsvTable> {
  try {
    const table = await CsvTable.read(mapping, csv, file.chunks(signal));
    await file.expectUnchanged();
    return table;
  } finally {
    await file.close();
  }
}

function refuse({ file }: CsvRows, error: unknown): never {
  throw error instanceof Unreadable ? new Unreadable(`The file ${file} is not used. ${error.message}`) : error;
}
