import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectionConfig } from '@shutong/store';
import pg from 'pg';
import type { FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import { openingsContract } from '../../application/openings.contract.js';
import { EPOCH, WrittenLog, ZHANG } from '../../application/written-log.contract.js';
import { insertWritten, notaryDatabase } from './notary-schema.contract.js';
import { PgLogRecords } from './pg-log-records.js';
import { PgOpeningEraser } from './pg-opening-eraser.js';
import { PgOpenings } from './pg-openings.js';

/** What standalone grants the eraser (let-erase.ts). */
const ERASER = [
  'grant usage on schema notary to @',
  'grant select on notary.checkpoint, notary.entry, notary.opening_in, notary.opening_key to @',
  'grant execute on function notary.erase_opening, notary.destroy_unused_keys to @',
];
/** What standalone grants the read side. */
const READER = ['grant usage on schema notary to @', 'grant select on all tables in schema notary to @'];

interface Role {
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

/** A role with these rights and no other, and its connections. */
async function aRole({ pool: owner, target }: FreshDatabase, grants: readonly string[]): Promise<Role> {
  const name = `role_${randomBytes(4).toString('hex')}`;
  await owner.query(`create role ${name} login`);
  for (const grant of grants) await owner.query(grant.replace('@', name));
  const patience = { connectMs: 5000, statementMs: 10_000, lockMs: 5000, idleInTransactionMs: 10_000 };
  const pool = new pg.Pool({ ...(await connectionConfig(target, 'test', patience)), options: `-c role=${name}`, max: 2 });
  const drop = async (): Promise<void> => {
    await pool.end();
    await owner.query(`drop owned by ${name}`);
    await owner.query(`drop role ${name}`);
  };
  return { pool, drop };
}

describe('openings in PostgreSQL, through a role that may select them and call two functions', () => {
  openingsContract(async (log) => {
    const database = await notaryDatabase();
    await insertWritten(database.pool, log);
    const role = await aRole(database, ERASER);
    return {
      records: new PgLogRecords(role.pool, EPOCH),
      openings: new PgOpenings(role.pool),
      eraser: new PgOpeningEraser(role.pool),
      close: async () => {
        await role.drop();
        await database.drop();
      },
    };
  });
});

describe('the right to erase', () => {
  let database: FreshDatabase;
  let eraser: Role;
  let reader: Role;
  let covering: number;

  beforeAll(async () => {
    database = await notaryDatabase();
    const log = new WrittenLog();
    await log.query(ZHANG);
    covering = (await log.erasure({ of: { from: 0, to: 1 }, f: ['subject'] })).index;
    await insertWritten(database.pool, log);
    [eraser, reader] = [await aRole(database, ERASER), await aRole(database, READER)];
  });
  afterAll(async () => {
    await eraser.drop();
    await reader.drop();
    await database.drop();
  });

  it('is nobody’s by being able to read', async () => {
    const { pool } = reader;
    const erase = new PgOpeningEraser(pool);
    const by = { epoch: EPOCH, index: covering };
    await expect(erase.erase(EPOCH, by, [{ index: 0, was: 'x' }])).rejects.toThrow(
      /permission denied for function erase_opening/,
    );
    await expect(erase.destroyUnusedKeys(by)).rejects.toThrow(/permission denied for function destroy_unused_keys/);
    await expect(pool.query('select notary.erasure_at($1, 1)', [EPOCH])).rejects.toThrow(/permission denied/);
    expect(await new PgOpenings(pool).within({ epoch: EPOCH, from: 0, to: 9 }, 9)).toHaveLength(2);
  });

  it.each([
    'delete from notary.opening_in',
    `update notary.opening_in set bytes = ''`,
    'truncate notary.opening_key',
    'delete from notary.opening_key',
    'select * from notary.submission',
    `insert into notary.entry select * from notary.entry`,
  ])('is no right to "%s"', async (sql) => {
    await expect(eraser.pool.query(sql)).rejects.toThrow(/permission denied/);
  });

  it('cannot be bent by objects of the same name elsewhere', async () => {
    const client = await eraser.pool.connect();
    await client.query('create temporary table entry (epoch text, idx bigint, body bytea)');
    await client.query('set search_path = pg_temp, notary');
    await expect(client.query('select notary.erase_opening($1, 0, $1, 0, $2, null)', [EPOCH, Buffer.alloc(32)])).rejects.toThrow(
      /entry 0 of 2026h2 is no opening\.erased/,
    );
    client.release(true);
  });
});

describe('an erasure of an earlier epoch', () => {
  it('stands in the log of a later one and reaches that epoch only', async () => {
    const database = await notaryDatabase();
    const earlier = new WrittenLog();
    await earlier.query(ZHANG);
    await insertWritten(database.pool, earlier);
    await database.pool.query('select notary.open_epoch($1, $2, now())', ['2027h1', 'log.shutong.example/990104/s0/2027h1']);
    const later = new WrittenLog();
    await later.query(ZHANG);
    const { index } = await later.erasure({ of: { from: 0, to: 99 }, f: ['case', 'op', 'query', 'subject'], ep: EPOCH });
    await insertWritten(database.pool, later, '2027h1');
    const eraser = new PgOpeningEraser(database.pool);
    const openings = new PgOpenings(database.pool);
    const by = { epoch: '2027h1', index };
    const change = (log: WrittenLog): { index: number; was: string } => ({ index: 0, was: log.entries[0]?.opening ?? '' });
    await expect(eraser.erase('2027h1', by, [change(later)])).rejects.toThrow(/speaks of another epoch than 2027h1/);
    expect(await eraser.erase(EPOCH, by, [change(earlier)])).toEqual(new Set([0]));
    expect(await openings.within({ epoch: EPOCH, from: 0, to: 9 }, 9)).toEqual([]);
    await database.drop();
  });
});
