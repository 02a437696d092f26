import { fromBase64Url } from '@shutong/kernel';
import { migrate, readMigrations } from '@shutong/store';
import type pg from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import type { GrownLog } from '../../application/grown-log.contract.js';
import { EPOCH, type WrittenLog } from '../../application/written-log.contract.js';

/** A database with the notary's own migrations and an open epoch. */
export async function notaryDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase('audit');
  await migrate(database.pool, 'notary', await readMigrations(new URL('../../../../notary/sql/', import.meta.url)));
  await database.pool.query('select notary.open_epoch($1, $2, now())', [EPOCH, 'log.shutong.example/990104/s0/2026h2']);
  return database;
}

/** Puts a log into the notary's tables, as its batches would have; of one that stands there up to `from`, the rest. */
export async function insertLog(pool: pg.Pool, log: GrownLog, from = 0, epoch = EPOCH): Promise<void> {
  const column = (values: readonly Uint8Array[]): Buffer[] => values.slice(from).map((value) => Buffer.from(value));
  const ids = log.ids.map((id) => fromBase64Url(id) ?? new Uint8Array());
  const tiles = log.tiles.filter((tile) => (tile.n + 1) * 256 ** (tile.level + 1) > from);
  await pool.query(
    `insert into notary.entry (epoch, idx, id, dedup, body, leaf)
     select $1, $5::bigint + n - 1, id, sha256(body || id || ($5::bigint + n)::text::bytea), body, leaf
     from unnest($2::bytea[], $3::bytea[], $4::bytea[]) with ordinality u (id, body, leaf, n)`,
    [epoch, column(ids), column(log.entries), column(log.leaves), from],
  );
  await pool.query(
    'insert into notary.tile (epoch, level, n, data) select $1, * from unnest($2::bigint[], $3::bigint[], $4::bytea[])',
    [epoch, tiles.map((tile) => tile.level), tiles.map((tile) => tile.n), tiles.map((tile) => Buffer.from(tile.data))],
  );
  await pool.query('insert into notary.checkpoint (epoch, size, note, witnessed) values ($1, $2, $3, false)', [
    epoch,
    log.entries.length,
    Buffer.from(log.note),
  ]);
}

/** The same with openings and content keys. */
export async function insertWritten(pool: pg.Pool, log: WrittenLog, epoch = EPOCH): Promise<void> {
  await insertLog(pool, log.grown(), 0, epoch);
  for (const { index, opening } of log.entries) {
    if (opening === undefined) continue;
    await pool.query('insert into notary.opening_in (epoch, idx, bytes) values ($1, $2, $3)', [
      epoch,
      index,
      Buffer.from(opening),
    ]);
  }
  for (const [okid, { jwe, at }] of log.keys) {
    await pool.query('insert into notary.opening_key (okid, jwe, at) values ($1, $2, $3)', [
      Buffer.from(fromBase64Url(okid) ?? new Uint8Array()),
      Buffer.from(jwe),
      new Date(at),
    ]);
  }
}
