import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '@shutong/embedded';
import { migrate, openPool, readMigrations, readSecretFile } from '@shutong/store';
import type pg from 'pg';
import { makeFolders, nodeHome, type NodeHome } from '../node-home.js';
import { passwordFile } from './database-roles.js';
import { letErase } from './let-erase.js';
import { makeDatabases, withSession } from './make-databases.js';

const MIGRATIONS = new URL('../../../notary/sql/', import.meta.url);
const PATIENCE = { connectMs: 5000, statementMs: 10_000, lockMs: 5000, idleInTransactionMs: 10_000 };
const ERASING = [`notary.erase_opening('2026h2', 0, '2026h2', 0, ''::bytea, null)`, `notary.destroy_unused_keys('2026h2', 0)`];

describe('The databases of a node', () => {
  let home: NodeHome;
  let server: Postgres;

  const as = async (role: string, database: string, sql: string): Promise<unknown> => {
    const password = await readSecretFile(passwordFile(home, role));
    return withSession({ ...server, user: role, password }, database, async (session) => (await session.query<object>(sql)).rows);
  };

  const asNotary = async (work: (pool: pg.Pool) => Promise<unknown>): Promise<void> => {
    const { host, port } = server;
    const target = { host, port, database: 'shutong', user: 'notary', passwordFile: passwordFile(home, 'notary') };
    const pool = await openPool(target, { application: 'test', connections: 1, patience: PATIENCE, hot: false }, () => undefined);
    await work(pool);
    await pool.end();
  };

  beforeAll(async () => {
    home = nodeHome(await mkdtemp(join(tmpdir(), 'databases-')));
    await makeFolders(home, []);
    // Roles belong to a whole server, so this one is not shared.
    const started = await startPostgres({ folder: home.postgres, onProgress: () => undefined });
    if (!started.ok) throw new Error(started.failure.sentence);
    server = started.value;
    await makeDatabases(home, server);
    await asNotary((pool) => readMigrations(MIGRATIONS).then((all) => migrate(pool, 'notary', all)));
    await letErase(home, server);
    await as('notary', 'shutong', `select notary.open_epoch('2026h2', 'log.example/s0', now())`);
    await as('ga_owner', 'dept_ga', 'create schema register; create table register.resident as select 1 as id_no');
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await rm(home.folder, { recursive: true });
  });

  it('let audit read the log, and never write it', async () => {
    expect(await as('audit_reader', 'shutong', 'select epoch from notary.head')).toEqual([{ epoch: '2026h2' }]);
    await expect(as('audit_reader', 'shutong', 'delete from notary.entry')).rejects.toThrow(/permission denied/);
  });

  it.each(ERASING)('let nobody but the eraser call %s', async (call) => {
    await expect(as('audit_reader', 'shutong', `select ${call}`)).rejects.toThrow(/permission denied for function/);
    await expect(as('opening_eraser', 'shutong', `select ${call}`)).rejects.toThrow(/entry 0 of 2026h2 is no opening\.erased/);
  });

  it.each([
    'select * from notary.submission',
    'select * from notary.outbox',
    'delete from notary.opening_in',
    'delete from notary.opening_key',
    'update notary.entry set idx = 1',
  ])('let the eraser not "%s"', async (sql) => {
    await expect(as('opening_eraser', 'shutong', sql)).rejects.toThrow(/permission denied/);
  });

  it.each<[string, string]>([
    ['notary', 'dept_ga'],
    ['audit_reader', 'dept_ga'],
    ['ga_owner', 'shutong'],
    ['ga_reader', 'shutong'],
    ['ga_reader', 'dept_mz'],
    ['mz_owner', 'dept_ga'],
    ['opening_eraser', 'dept_ga'],
  ])('let %s not even into %s', async (role, database) => {
    await expect(as(role, database, 'select 1')).rejects.toThrow(/permission denied/);
  });

  it('show the connector nothing of the department that nobody granted', async () => {
    await expect(as('ga_reader', 'dept_ga', 'select * from register.resident')).rejects.toThrow(/permission denied/);
  });

  it('take the passwords of the files again after somebody changed them, and keep what is there', async () => {
    await withSession(server, 'postgres', (session) => session.query(`alter role notary password 'changed'`));
    await makeDatabases(home, server);
    expect(await as('notary', 'shutong', 'select epoch from notary.head')).toEqual([{ epoch: '2026h2' }]);
  });
});
