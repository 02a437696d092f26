import { fromBase64Url } from '@shutong/kernel';
import { migrate, readMigrations } from '@shutong/store';
import type { FullTile } from '@shutong/tlog';
import type pg from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import type { GrownLog } from '../../application/grown-log.contract.js';

export const EPOCH = '2026h2';

/** A database with the notary's own migrations and an open epoch. */
export async function notaryDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase('audit');
  await migrate(database.pool, 'notary', await readMigrations(new URL('../../../../notary/sql/', import.meta.url)));
  await database.pool.query('select notary.open_epoch($1, $2, now())', [EPOCH, 'log.shutong.example/990104/s0/2026h2']);
  return database;
}

/** Puts a whole log into the notary's tables, as its batches would have. */
export async function insertLog(pool: pg.Pool, log: GrownLog): Promise<void> {
  const column = (values: readonly Uint8Array[]): Buffer[] => values.map((value) => Buffer.from(value));
  await pool.query(
    `insert into notary.entry (epoch, idx, id, dedup, body, leaf)
     select $1, n - 1, id, sha256(body || id || n::text::bytea), body, leaf
     from unnest($2::bytea[], $3::bytea[], $4::bytea[]) with ordinality u (id, body, leaf, n)`,
    [EPOCH, column(log.ids.map((id) => fromBase64Url(id) ?? new Uint8Array())), log.entries, column(log.leaves)],
  );
  await pool.query(
    'insert into notary.tile (epoch, level, n, data) select $1, * from unnest($2::bigint[], $3::bigint[], $4::bytea[])',
    [
      EPOCH,
      log.tiles.map((tile: FullTile) => tile.level),
      log.tiles.map((tile: FullTile) => tile.n),
      column(log.tiles.map((tile: FullTile) => tile.data)),
    ],
  );
  await pool.query('insert into notary.checkpoint (epoch, size, note, witnessed) values ($1, $2, $3, false)', [
    EPOCH,
    log.entries.length,
    Buffer.from(log.note),
  ]);
}
