import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromBase64Url, Pushback } from '@shutong/kernel';
import pg from 'pg';
import type { FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import { growLog, hashOf, testLogKey } from '../../application/grown-log.contract.js';
import { readLogContract } from '../../application/read-log.contract.js';
import { EPOCH } from '../../application/written-log.contract.js';
import { insertLog, notaryDatabase } from './notary-schema.contract.js';
import { PgLogRecords } from './pg-log-records.js';

describe('a log in PostgreSQL', () => {
  readLogContract(async (log) => {
    const database = await notaryDatabase();
    if (log !== undefined) await insertLog(database.pool, log);
    return { records: new PgLogRecords(database.pool, EPOCH), close: () => database.drop() };
  });
});

describe('the read side of the notary’s tables', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await notaryDatabase();
    await insertLog(database.pool, growLog(3, testLogKey()));
  });
  afterAll(() => database.drop());

  it('gives out tables, but no dataset document', async () => {
    const [tables, document] = ['{"calendar":"2026"}', '{"code":"D01"}'];
    const raw = (text: string): Buffer => Buffer.from(fromBase64Url(hashOf(text)) ?? new Uint8Array());
    for (const text of [tables, document]) {
      await database.pool.query('insert into notary.document (hash, text) values ($1, $2)', [raw(text), Buffer.from(text)]);
    }
    const publication = JSON.stringify({ k: 'dataset.published', schema: hashOf(document) });
    await database.pool.query('insert into notary.entry (epoch, idx, id, dedup, body, leaf) values ($1, 3, $2, $3, $4, $3)', [
      EPOCH,
      randomBytes(16),
      randomBytes(32),
      Buffer.from(publication),
    ]);
    await database.pool.query('insert into notary.st_dataset (epoch, idx, ended) values ($1, 3, 0)', [EPOCH]);
    const records = new PgLogRecords(database.pool, EPOCH);
    expect(await records.tableFile(hashOf(tables))).toBe(tables);
    expect(await records.tableFile(hashOf(document))).toBeUndefined();
    expect(await records.tableFile(hashOf('unknown'))).toBeUndefined();
  });

  it('sees one epoch only', async () => {
    expect(await new PgLogRecords(database.pool, '2027h1').newestHead()).toBeUndefined();
  });

  it('serves nothing when a row that the head covers is gone', async () => {
    const records = new PgLogRecords(database.pool, EPOCH);
    await expect(records.leafHashes(0, 9)).rejects.toThrow('lacks');
    await expect(records.entries(2, 9)).rejects.toThrow('lacks');
    await expect(records.fullTiles(0, [0])).rejects.toThrow('lacks');
  });

  it('needs no more than a role that may select', async () => {
    const role = `reader_${randomBytes(4).toString('hex')}`;
    await database.pool.query(`create role ${role} login password 'reader'`);
    await database.pool.query(`grant usage on schema notary to ${role}`);
    await database.pool.query(
      `grant select on notary.checkpoint, notary.tile, notary.entry, notary.document, notary.st_dataset to ${role}`,
    );
    const { host, port } = database.target;
    const pool = new pg.Pool({ host, port, database: database.target.database, user: role, password: 'reader', max: 1 });
    const records = new PgLogRecords(pool, EPOCH);
    expect((await records.newestHead())?.size).toBe('3');
    expect((await records.entries(0, 3)).length).toBe(3);
    await records.tableFile(hashOf('unknown'));
    await expect(pool.query("delete from notary.checkpoint where epoch = 'x'")).rejects.toThrow('permission denied');
    await pool.end();
    await database.pool.query(`drop owned by ${role}`);
    await database.pool.query(`drop role ${role}`);
  });

  it('asks its reader to wait when the database is away', async () => {
    const pool = new pg.Pool({ host: '127.0.0.1', port: 1, max: 1 });
    await expect(new PgLogRecords(pool, EPOCH).newestHead()).rejects.toThrow(Pushback);
    await pool.end();
  });
});
