import { Numbers } from './numbers.js';

const PAGE_BYTES = 4_194_304;
/** Stands in no text of a CSV file: such a file is refused. */
const SEPARATOR = '\0';

/**
 * Rows as bytes outside the engine's heap. As objects they take nine times the bytes of the file (577 MB for 67 MB), and a heap that is
 * full ends the process.
 */
export class RowStore {
  readonly #pages: Buffer[] = [];
  #free = 0;
  readonly #pageOf = new Numbers();
  readonly #starts = new Numbers();
  readonly #ends = new Numbers();

  get size(): number {
    return this.#starts.size;
  }

  push(texts: readonly string[]): void {
    const row = texts.join(SEPARATOR);
    const bytes = Buffer.byteLength(row);
    const page = this.#pageFor(bytes);
    const start = page.length - this.#free;
    page.write(row, start);
    this.#pageOf.push(this.#pages.length - 1);
    this.#starts.push(start);
    this.#ends.push(start + bytes);
    this.#free -= bytes;
  }

  at(row: number): readonly string[] {
    const page = this.#pages[this.#pageOf.at(row)];
    return page?.toString('utf8', this.#starts.at(row), this.#ends.at(row)).split(SEPARATOR) ?? [];
  }

  #pageFor(bytes: number): Buffer {
    const last = this.#pages.at(-1);
    if (last !== undefined && bytes <= this.#free) return last;
    const page = Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, bytes));
    this.#pages.push(page);
    this.#free = page.length;
    return page;
  }
}
