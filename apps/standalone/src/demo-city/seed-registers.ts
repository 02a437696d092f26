import { sqlFile } from '@shutong/store';
import type { ClientBase } from 'pg';
import { Enterprises } from './enterprise.js';
import { lifeOf } from './life.js';
import type { Register, Row } from './register.js';
import { REGISTERS } from './registers/index.js';
import { householdsOf } from './residents-of.js';

/** 500 rows a statement already reach the plateau of 31–63 thousand rows a second (stack notes §8); larger ones only delay news. */
const ROWS_A_STATEMENT = 2000;

export interface SeedOptions {
  /** Of the department, as in `ga`. */
  readonly body: string;
  /** Residents of the city, at least 5. */
  readonly residents: number;
  /** An existing role, the connector's: it may read the registers and nothing else. */
  readonly reader: string;
}

/**
 * Fills a department's registers, as their owner. All or nothing, and without effect when they hold a city of that size already: a second
 * start keeps them. Resolves with the number of rows loaded.
 */
export async function seedRegisters(client: ClientBase, options: SeedOptions): Promise<number> {
  await client.query('begin');
  try {
    if (await isSeeded(client, options.residents)) {
      await client.query('commit');
      return 0;
    }
    await client.query('drop schema if exists register cascade; create schema register');
    await client.query(sqlFile(import.meta.url, `../../sql/demo-city/${options.body}.sql`));
    const loaded = await load(client, options);
    await grantReading(client, options);
    await client.query('create table register.city as select $1::int as residents', [options.residents]);
    await client.query('commit');
    // Without fresh statistics the first reads of a new register scan it.
    await client.query('vacuum (analyze, freeze)');
    return loaded;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function isSeeded(client: ClientBase, residents: number): Promise<boolean> {
  const { rows } = await client.query<{ place: string | null }>(`select to_regclass('register.city')::text as place`);
  if (rows[0]?.place === null || rows[0] === undefined) return false;
  const city = await client.query<{ residents: number }>('select residents from register.city');
  return city.rows[0]?.residents === residents;
}

/** What mappings name, and not what stands behind a view. */
async function grantReading(client: ClientBase, { body, reader }: SeedOptions): Promise<void> {
  const role = client.escapeIdentifier(reader);
  const names = (REGISTERS[body] ?? []).map(({ table, readAs = table }) => nameOf(client, readAs));
  await client.query(`grant usage on schema register to ${role}; grant select on ${names.join(', ')} to ${role}`);
}

async function load(client: ClientBase, { body, residents }: SeedOptions): Promise<number> {
  const registers = REGISTERS[body] ?? [];
  const waiting = new Map<Register, Row[]>(registers.map((register) => [register, []]));
  const enterprises = new Enterprises();
  let loaded = 0;
  const flush = async (least: number): Promise<void> => {
    for (const [register, rows] of waiting) {
      if (rows.length < least) continue;
      await insert(client, register, rows.splice(0));
    }
  };
  for (const members of householdsOf(residents)) {
    const family = { members, lifeOf, enterprises: enterprises.ownedBy(members) };
    for (const [register, rows] of waiting) {
      const own = register.rowsOf(family);
      rows.push(...own);
      loaded += own.length;
    }
    await flush(ROWS_A_STATEMENT);
  }
  await flush(1);
  return loaded;
}

/** PostgreSQL reads each member by the type of the column of its name. */
async function insert(client: ClientBase, { table }: Register, rows: readonly Row[]): Promise<void> {
  const name = nameOf(client, table);
  await client.query({
    name: `insert ${table}`,
    text: `insert into ${name} select * from json_populate_recordset(null::${name}, $1::json)`,
    values: [JSON.stringify(rows)],
  });
}

function nameOf(client: ClientBase, table: string): string {
  return `register.${client.escapeIdentifier(table)}`;
}
