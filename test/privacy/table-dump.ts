import type pg from 'pg';

/** One table as queries return it, so that nothing in it is compressed: every value of every row, one after the other. */
export interface TableDump {
  readonly table: string;
  readonly rows: number;
  readonly bytes: Buffer;
}

/** Tables, materialised views and partitions of the session's database, the catalogue's with their statistics among them. */
const TABLES = `
  select c.oid::regclass::text as table,
    array_agg(quote_ident(a.attname) || case a.atttypid when 'bytea'::regtype then '' else '::text' end order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped
  group by c.oid
  order by c.oid`;

const SEPARATOR = Buffer.from('\n');

/** Every table that the session's role may read; as a superuser, every table. */
export async function* dumpTables(session: pg.Client): AsyncGenerator<TableDump, void, void> {
  const { rows } = await session.query<{ table: string; columns: readonly string[] }>(TABLES);
  for (const { table, columns } of rows) {
    const text = `select ${columns.join(', ')} from ${table}`;
    const answer = await session.query<(Buffer | string | null)[]>({ text, rowMode: 'array' });
    const values = answer.rows.flat().flatMap((value) => (value === null ? [] : [Buffer.from(value), SEPARATOR]));
    yield { table, rows: answer.rows.length, bytes: Buffer.concat(values) };
  }
}
