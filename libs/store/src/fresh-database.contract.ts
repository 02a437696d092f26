import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandomness } from '@shutong/kernel';
import pg from 'pg';
import type { DatabaseTarget } from './database-target.js';
import { openPool } from './pool.js';

/** An empty database on the PostgreSQL of the test run, with its target as an app would be given it. */
export interface FreshDatabase {
  readonly target: DatabaseTarget;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

function testServer(): TestServer {
  const text = process.env['TEST_POSTGRES'];
  if (text === undefined) throw new Error('real tests run under npm run real, which starts PostgreSQL');
  return JSON.parse(text) as TestServer;
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ ...testServer(), database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Makes a database with a unique name; `drop` ends every session in it first. */
export async function freshDatabase(label: string): Promise<FreshDatabase> {
  const server = testServer();
  const name = `${label}_${Buffer.from(systemRandomness.bytes(6)).toString('hex')}`;
  await asSuperuser(`create database ${name}`);
  const folder = await mkdtemp(join(tmpdir(), 'database-'));
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, server.password, { mode: 0o600 });
  const target = { host: server.host, port: server.port, database: name, user: server.user, passwordFile };
  const patience = { connectMs: 5000, statementMs: 10_000, lockMs: 5000, idleInTransactionMs: 10_000 };
  // Connections die with the database at the end: that is no failure of the test.
  const pool = await openPool(target, { application: 'test', connections: 4, patience, hot: true }, () => undefined);
  const drop = async (): Promise<void> => {
    await pool.end();
    await asSuperuser(`drop database ${name} with (force)`);
    await rm(folder, { recursive: true });
  };
  return { target, pool, drop };
}
