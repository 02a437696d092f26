import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realpathSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { orphanedBy } from '../killed-node.contract.js';
import { commandLineOf } from '../process/command-line.js';
import { type Postgres, type PostgresOptions, startPostgres } from './start-postgres.js';

const onProgress = (): void => undefined;

async function started(options: PostgresOptions): Promise<Postgres> {
  const result = await startPostgres(options);
  if (!result.ok) throw new Error(result.failure.sentence);
  return result.value;
}

async function query(server: Postgres, sql: string): Promise<unknown> {
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

describe('An embedded PostgreSQL', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('keeps its data and its port over a clean restart, and leaves no process', async () => {
    const first = await started({ folder, onProgress });
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();
    expect(await commandLineOf(first.pid ?? 0)).toBeUndefined();
    const second = await started({ folder, onProgress });
    expect(second.port).toBe(first.port);
    expect(await query(second, 'select answer from kept')).toEqual({ answer: 42 });
    await second.stop();
  });

  it('takes another port when a foreign program holds its old one', async () => {
    const first = await started({ folder, onProgress });
    await first.stop();
    const foreign = createServer().listen({ host: '127.0.0.1', port: first.port });
    await once(foreign, 'listening');
    const second = await started({ folder, onProgress });
    expect(second.port).not.toBe(first.port);
    await second.stop();
    foreign.close();
  });

  it('is found, stopped and started again after its node was killed', async () => {
    const orphan = await orphanedBy(`embedded.startPostgres({ folder: ${JSON.stringify(folder)}, onProgress: () => {} })`);
    expect(await commandLineOf(orphan)).toContain(folder);
    const lines: string[] = [];
    const second = await started({ folder, onProgress: (line) => lines.push(line) });
    expect(lines[0]).toBe('Stopped the PostgreSQL of a run that was killed.');
    expect(await commandLineOf(orphan)).toBeUndefined();
    expect(await query(second, 'select 1 as one')).toEqual({ one: 1 });
    await second.stop();
  });

  it('keeps what was committed when it is killed itself, and says so', async () => {
    let death = '';
    const first = await started({ folder, onProgress, onDeath: (sentence) => (death = sentence) });
    await query(first, 'create table kept as select 42 as answer');
    process.kill(first.pid ?? 0, 'SIGKILL');
    const second = await started({ folder, onProgress });
    expect(await query(second, 'select answer from kept')).toEqual({ answer: 42 });
    expect(death).toContain('PostgreSQL ended by itself (signal SIGKILL)');
    await second.stop();
  });

  it('runs below a folder that is closed to every other user', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const server = await started({ folder: join(closed, 'postgres'), onProgress });
    expect(await query(server, 'select 1 as one')).toEqual({ one: 1 });
    await server.stop();
    // For root the data are elsewhere, behind a link.
    await rm(realpathSync(join(closed, 'postgres/cluster')), { recursive: true });
  });

  it('may be an external server, which answers first and is never stopped', async () => {
    const external = JSON.parse(process.env['TEST_POSTGRES'] ?? '') as Postgres;
    const server = await started({ external });
    await server.stop();
    expect(await query(server, 'select 1 as one')).toEqual({ one: 1 });
  });
});
