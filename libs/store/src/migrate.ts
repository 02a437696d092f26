import { readdir, readFile } from 'node:fs/promises';
import { hashText } from '@shutong/kernel';
import type pg from 'pg';

/** One migration file: `0001-log.sql` has name `0001-log`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const FILE_NAME = /^\d{4}-[a-z0-9-]+\.sql$/;

/** All `NNNN-name.sql` of a folder in order. Throws on a file that has no such name or shares its number: order would be a guess. */
export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const numbers = new Set(names.map((name) => name.slice(0, 4)));
  if (numbers.size !== names.length || !names.every((name) => FILE_NAME.test(name))) {
    throw new Error('migrations are named NNNN-name.sql, each number once');
  }
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder.href.endsWith('/') ? folder : `${folder.href}/`), 'utf8');
      return { name: name.slice(0, -'.sql'.length), sql, checksum: hashText(sql) };
    }),
  );
}

/**
 * Brings a schema up to the given migrations, each in one transaction, under an advisory lock, so that two starts at once do not collide.
 * Throws when an applied migration has changed, is gone, or would come after a later one: what ran cannot be run differently afterwards.
 * Returns the names applied now.
 */
export async function migrate(pool: pg.Pool, schema: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error('a schema name is lower-case ASCII');
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`migrate ${schema}`]);
    return await applyMissing(client, schema, migrations);
  } finally {
    // Destroying the session gives the lock back whatever happened in between.
    client.release(true);
  }
}

async function applyMissing(client: pg.PoolClient, schema: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query(`create schema if not exists ${schema}`);
  await client.query(
    `create table if not exists ${schema}.migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const applied = await client.query<{ name: string; checksum: string }>(
    `select name, checksum from ${schema}.migration order by name collate "C"`,
  );
  applied.rows.forEach((row, place) => {
    const known = migrations[place];
    if (known?.name !== row.name || known.checksum !== row.checksum) {
      throw new Error(`migration ${row.name} is applied but differs from its file: add a new migration, never change an old one`);
    }
  });
  const missing = migrations.slice(applied.rows.length);
  for (const migration of missing) await applyOne(client, schema, migration);
  return missing.map((migration) => migration.name);
}

async function applyOne(client: pg.PoolClient, schema: string, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local search_path to ${schema}`);
    await client.query(migration.sql);
    await client.query(`insert into ${schema}.migration (name, checksum) values ($1, $2)`, [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed`, { cause: error });
  }
}
