import { connectionConfig, type DatabaseTarget } from '@shutong/store';
import pg from 'pg';
import { type KeyValues, MAX_ROWS, Source, SourceFailure } from '../../application/source.port.js';
import type { SourceRecord } from '../../domain/answer/project.js';
import type { Mapping } from '../../domain/mapping/mapping.js';
import { readStatement } from './read-statement.js';
import { sourceTypes } from './source-types.js';

/** protocol.md §9: source read 2 s. */
const STATEMENT_MS = 2000;
const CONNECTIONS = 4;
const PATIENCE = { connectMs: 2000, statementMs: STATEMENT_MS, lockMs: STATEMENT_MS, idleInTransactionMs: STATEMENT_MS };

/** SQLSTATE query_canceled, as a statement timeout reports it. */
const CANCELED = '57014';

/** A department's PostgreSQL. The session itself is read-only, whatever the role may do. */
export class PgSource extends Source {
  private constructor(private readonly pool: pg.Pool) {
    super();
  }

  static async open(target: DatabaseTarget, onIdleError: (error: Error) => void): Promise<PgSource> {
    const config = await connectionConfig(target, 'shutong-connector', PATIENCE);
    const pool = new pg.Pool({
      ...config,
      types: sourceTypes,
      options: '-c default_transaction_read_only=on',
      max: CONNECTIONS,
      idleTimeoutMillis: 0,
    });
    pool.on('error', onIdleError);
    return new PgSource(pool);
  }

  override async read(mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRecord[])[]> {
    const keyNames = Object.keys(questions[0] ?? {}).toSorted();
    const values = keyNames.map((key) => [...new Set(questions.map((question) => question[key] ?? ''))]);
    const rows = await this.#rows(readStatement(mapping, keyNames), values);
    const items = Object.keys(mapping.columns);
    const found = new Map<string, SourceRecord[]>();
    for (const row of rows) {
      const key = JSON.stringify(keyNames.map((_, place) => row[`$${String(place)}`]));
      const records = found.get(key) ?? [];
      if (records.length <= MAX_ROWS) records.push(recordOf(row, items));
      found.set(key, records);
    }
    return questions.map((question) => found.get(JSON.stringify(keyNames.map((key) => question[key]))) ?? []);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  async #rows(
    statement: { readonly name: string; readonly text: string },
    values: readonly (readonly string[])[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    try {
      // Named: planned once per connection, whatever the number of keys.
      const result = await this.pool.query<Record<string, unknown>>({ ...statement, values: [...values] });
      return result.rows;
    } catch (error) {
      const isTimeout = typeof error === 'object' && error !== null && 'code' in error && error.code === CANCELED;
      throw new SourceFailure(isTimeout ? 'SOURCE_TIMEOUT' : 'SOURCE_DOWN', error);
    }
  }
}

/** NULL is an absent item: record schemas have no null. */
function recordOf(row: Readonly<Record<string, unknown>>, items: readonly string[]): SourceRecord {
  return Object.fromEntries(
    items.flatMap((item) => (row[item] === null || row[item] === undefined ? [] : [[item, row[item]] as const])),
  );
}
