import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { migrate, readMigrations } from './migrate.js';
import { trySessionLock } from './session-lock.js';
import { freshDatabase, type FreshDatabase } from './fresh-database.contract.js';

describe('migrations', () => {
  let database: FreshDatabase;
  let pool: pg.Pool;
  let folder = '';
  const file = async (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);
  const all = async () => readMigrations(pathToFileURL(`${folder}/`));

  beforeAll(async () => {
    database = await freshDatabase('store');
    pool = database.pool;
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await file('0001-first.sql', 'create table first (n bigint not null);');
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('run once and in order, also when two processes start together', async () => {
    await file('0002-second.sql', 'insert into first values (1);');
    const migrations = await all();
    const names = (await Promise.all([migrate(pool, 'app', migrations), migrate(pool, 'app', migrations)])).flat();
    expect(names).toEqual(['0001-first', '0002-second']);
    expect((await pool.query('select count(*) as n from app.first')).rows).toEqual([{ n: 1 }]);
    expect(await migrate(pool, 'app', migrations)).toEqual([]);
  });

  it('leave nothing behind when one fails', async () => {
    await file('0003-broken.sql', 'insert into first values (2); select no_such_column from first;');
    await expect(migrate(pool, 'app', await all())).rejects.toThrow('0003-broken');
    expect((await pool.query('select count(*) as n from app.first')).rows).toEqual([{ n: 1 }]);
    await rm(join(folder, '0003-broken.sql'));
  });

  it('are refused when an applied one has changed or is gone', async () => {
    const [first, second] = await all();
    if (first === undefined || second === undefined) throw new Error('two migrations were written');
    await expect(migrate(pool, 'app', [{ ...first, checksum: 'other' }, second])).rejects.toThrow('differs');
    await expect(migrate(pool, 'app', [second])).rejects.toThrow('differs');
    await expect(migrate(pool, 'app', [first])).rejects.toThrow('differs');
  });

  it('do not guess the order of two files with one number', async () => {
    await file('0001-again.sql', 'select 1;');
    await expect(all()).rejects.toThrow('each number once');
  });
});

describe('a session lock', () => {
  let database: FreshDatabase;
  const patience = { connectMs: 5000, statementMs: 5000, lockMs: 5000, idleInTransactionMs: 5000 };
  beforeAll(async () => {
    database = await freshDatabase('lock');
  });
  afterAll(async () => database.drop());

  it('has one holder, and is free again once released', async () => {
    const unexpected = (): never => {
      throw new Error('not lost');
    };
    const first = await trySessionLock(database.target, 'notary s0', patience, unexpected);
    expect(first).toBeDefined();
    expect(await trySessionLock(database.target, 'notary s0', patience, unexpected)).toBeUndefined();
    const other = await trySessionLock(database.target, 'notary s1', patience, unexpected);
    expect(other).toBeDefined();
    await other?.release();
    await first?.release();
    const next = await trySessionLock(database.target, 'notary s0', patience, unexpected);
    expect(next).toBeDefined();
    await next?.release();
  });

  it('tells its holder when the session is gone', async () => {
    const lost = new Promise<Error>((resolve) => {
      void trySessionLock(database.target, 'doomed', patience, resolve).then(async () => {
        await database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'");
      });
    });
    expect(await lost).toBeInstanceOf(Error);
  });
});
