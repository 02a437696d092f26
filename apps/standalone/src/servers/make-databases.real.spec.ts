import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '@shutong/embedded';
import { readSecretFile } from '@shutong/store';
import { makeFolders, nodeHome, type NodeHome } from '../node-home.js';
import { passwordFile } from './database-roles.js';
import { makeDatabases, withSession } from './make-databases.js';

describe('The databases of a node', () => {
  let home: NodeHome;
  let server: Postgres;

  const as = async (role: string, database: string, sql: string): Promise<unknown> => {
    const password = await readSecretFile(passwordFile(home, role));
    return withSession({ ...server, user: role, password }, database, async (session) => (await session.query<object>(sql)).rows);
  };

  beforeAll(async () => {
    home = nodeHome(await mkdtemp(join(tmpdir(), 'databases-')));
    await makeFolders(home, []);
    // Roles belong to a whole server, so this one is not shared.
    const started = await startPostgres({ folder: home.postgres, onProgress: () => undefined });
    if (!started.ok) throw new Error(started.failure.sentence);
    server = started.value;
    await makeDatabases(home, server);
    await as('notary', 'shutong', 'create schema notary; create table notary.entry as select 1 as idx');
    await as('ga_owner', 'dept_ga', 'create schema register; create table register.resident as select 1 as id_no');
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await rm(home.folder, { recursive: true });
  });

  it('let audit read the log, and never write it', async () => {
    expect(await as('audit_reader', 'shutong', 'select idx from notary.entry')).toEqual([{ idx: 1 }]);
    await expect(as('audit_reader', 'shutong', 'delete from notary.entry')).rejects.toThrow(/permission denied/);
  });

  it.each<[string, string]>([
    ['notary', 'dept_ga'],
    ['audit_reader', 'dept_ga'],
    ['ga_owner', 'shutong'],
    ['ga_reader', 'shutong'],
    ['ga_reader', 'dept_mz'],
    ['mz_owner', 'dept_ga'],
  ])('let %s not even into %s', async (role, database) => {
    await expect(as(role, database, 'select 1')).rejects.toThrow(/permission denied/);
  });

  it('show the connector nothing of the department that nobody granted', async () => {
    await expect(as('ga_reader', 'dept_ga', 'select * from register.resident')).rejects.toThrow(/permission denied/);
  });

  it('take the passwords of the files again after somebody changed them, and keep what is there', async () => {
    await withSession(server, 'postgres', (session) => session.query(`alter role notary password 'changed'`));
    await makeDatabases(home, server);
    expect(await as('notary', 'shutong', 'select idx from notary.entry')).toEqual([{ idx: 1 }]);
  });
});
