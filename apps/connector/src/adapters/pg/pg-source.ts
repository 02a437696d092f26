import type { Mapping } from '@shutong/contracts';
import { connectionConfig, type DatabaseTarget } from '@shutong/store';
import pg from 'pg';
import { type KeyValues, MAX_ROWS, READ_MS, Source, SourceFailure } from '../../application/source.port.js';
import type { SourceRow } from '../../domain/answer/source-row.js';
import { keyColumn, readStatement, REGION } from './read-statement.js';
import { sourceTypes } from './source-types.js';

const CONNECTIONS = 4;
const PATIENCE = { connectMs: READ_MS, statementMs: READ_MS, lockMs: READ_MS, idleInTransactionMs: READ_MS };

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

  override async read(mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]> {
    const keyNames = Object.keys(questions[0] ?? {}).toSorted();
    const values = keyNames.map((key) => [...new Set(questions.map((question) => question[key] ?? ''))]);
    const rows = await this.#rows(readStatement(mapping, keyNames), values);
    const items = Object.keys(mapping.columns);
    const found = new Map<string, SourceRow[]>();
    for (const row of rows) {
      const key = JSON.stringify(keyNames.map((_, place) => row[keyColumn(place)]));
      const ofKey = found.get(key) ?? [];
      if (ofKey.length <= MAX_ROWS) ofKey.push(sourceRow(row, items));
      found.set(key, ofKey);
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
function sourceRow(row: Readonly<Record<string, unknown>>, items: readonly string[]): SourceRow {
  const record = Object.fromEntries(
    items.flatMap((item) => (row[item] === null || row[item] === undefined ? [] : [[item, row[item]] as const])),
  );
  const region = row[REGION] ?? undefined;
  return region === undefined ? { record } : { record, region };
}
