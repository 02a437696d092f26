import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { Unreadable } from '../unreadable.js';

/** Longest record in bytes, the header line included: one that could not be answered with anyway (protocol.md §9). */
const MAX_RECORD_BYTES = 1_000_000;

/**
 * Gives `take` each record of an RFC 4180 text in UTF-8, the header line first; a byte order mark is no part of it. Throws `Unreadable`
 * on any other text, saying after how many records, and whatever `take` throws.
 */
export async function eachRecord(chunks: AsyncIterable<Uint8Array>, take: (fields: readonly string[]) => void): Promise<void> {
  const bounds = new Bounds();
  // Arrays, not objects: a heading may be called `__proto__`.
  const parser = parse({ bom: true, record_delimiter: ['\r\n', '\n'] });
  try {
    await pipeline(bounds.within(chunks), parser, async (records: AsyncIterable<readonly string[]>) => {
      for await (const fields of records) {
        bounds.recordEnded();
        take(fields);
      }
    });
  } catch (error) {
    // The parser's own error holds the record, so it is not the cause.
    throw error instanceof CsvError
      ? new Unreadable(`It is no RFC 4180 text after ${String(error['records'])} records: ${error.code}.`)
      : error;
  }
}

/** What the parser does not look at: encoding, and how much it takes in without giving a record. */
class Bounds {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  #sinceRecord = 0;

  recordEnded(): void {
    this.#sinceRecord = 0;
  }

  async *within(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#sinceRecord += chunk.byteLength;
      // Fields that never end, or never-ending fields of nothing: either would fill the memory.
      if (this.#sinceRecord > MAX_RECORD_BYTES)
        throw new Unreadable(`A record is longer than ${String(MAX_RECORD_BYTES)} bytes.`);
      if (chunk.includes(0)) throw new Unreadable('It holds U+0000.');
      this.#expectUtf8(chunk);
      yield chunk;
    }
    this.#expectUtf8();
  }

  #expectUtf8(chunk?: Uint8Array): void {
    try {
      this.#utf8.decode(chunk, { stream: chunk !== undefined });
    } catch {
      // GBK most likely: its bytes would become other names.
      throw new Unreadable('It is no UTF-8 text.');
    }
  }
}
