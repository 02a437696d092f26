import { fromBase64Url, Pushback } from '@shutong/kernel';
import { sqlFile } from '@shutong/store';
import type { Hash } from '@shutong/tlog';
import pg from 'pg';
import { LogRecords, type SignedHead } from '../../application/log-records.port.js';

const NEWEST_HEAD = sqlFile(import.meta.url, '../../../sql/newest-head.sql');
const NOTE_AT = sqlFile(import.meta.url, '../../../sql/note-at.sql');
const FULL_TILES = sqlFile(import.meta.url, '../../../sql/full-tiles.sql');
const LEAF_HASHES = sqlFile(import.meta.url, '../../../sql/leaf-hashes.sql');
const ENTRIES = sqlFile(import.meta.url, '../../../sql/entries.sql');
const INDICES_OF_ID = sqlFile(import.meta.url, '../../../sql/indices-of-id.sql');
const TABLE_FILE = sqlFile(import.meta.url, '../../../sql/table-file.sql');

/** Connection, resources, operator: the database is away, so the answer is 503 and nothing is made up (SQLSTATE classes). */
const DATABASE_AWAY = ['08', '53', '57'];
const RETRY_SECONDS = 1;

/** Schema `notary` through a role that may only select. */
export class PgLogRecords extends LogRecords {
  constructor(
    private readonly pool: pg.Pool,
    private readonly epoch: string,
  ) {
    super();
  }

  override async newestHead(): Promise<SignedHead | undefined> {
    const [row] = await this.#rows<{ size: number; note: Buffer }>('newest_head', NEWEST_HEAD, []);
    return row === undefined ? undefined : { size: row.size, note: row.note.toString() };
  }

  override async noteAt(size: number): Promise<string | undefined> {
    const [row] = await this.#rows<{ note: Buffer }>('note_at', NOTE_AT, [size]);
    return row?.note.toString();
  }

  override async fullTiles(level: number, numbers: readonly number[]): Promise<readonly Uint8Array[]> {
    const rows = await this.#rows<{ data: Buffer }>('full_tiles', FULL_TILES, [level, numbers]);
    return complete(rows, numbers.length, `full tiles of level ${level}`).map((row) => row.data);
  }

  override async leafHashes(from: number, to: number): Promise<readonly Hash[]> {
    const rows = await this.#rows<{ leaf: Buffer }>('leaf_hashes', LEAF_HASHES, [from, to]);
    return complete(rows, to - from, `leaf hashes from ${from}`).map((row) => row.leaf);
  }

  override async entries(from: number, to: number): Promise<readonly Uint8Array[]> {
    const rows = await this.#rows<{ body: Buffer }>('entries', ENTRIES, [from, to]);
    return complete(rows, to - from, `entries from ${from}`).map((row) => row.body);
  }

  override async indicesOf(id: string, size: number): Promise<readonly number[]> {
    const rows = await this.#rows<{ idx: number }>('indices_of_id', INDICES_OF_ID, [rawBytes(id), size]);
    return rows.map((row) => row.idx);
  }

  override async tableFile(hash: string): Promise<string | undefined> {
    const [row] = await this.#rows<{ text: string }>('table_file', TABLE_FILE, [rawBytes(hash), hash]);
    return row?.text;
  }

  /** Every statement takes the epoch first. */
  async #rows<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const answer = await this.pool.query<Row>({ name, text, values: [this.epoch, ...values] });
      return answer.rows;
    } catch (error) {
      // Without a SQLSTATE no server spoke: refused, reset, timed out.
      if (!(error instanceof pg.DatabaseError) || DATABASE_AWAY.includes((error.code ?? '').slice(0, 2))) {
        throw new Pushback(RETRY_SECONDS);
      }
      throw error;
    }
  }
}

/** A signed head covers these rows: without them nothing of the log may be served. */
function complete<Row>(rows: readonly Row[], expected: number, what: string): readonly Row[] {
  if (rows.length !== expected) throw new Error(`the log lacks ${what}: ${rows.length} of ${expected} rows`);
  return rows;
}

function rawBytes(base64Url: string): Buffer {
  return Buffer.from(fromBase64Url(base64Url) ?? new Uint8Array());
}
