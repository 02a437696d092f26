import { EdgeTree, type Hash, hashOfRange, splitTile, TILE_WIDTH } from '@shutong/tlog';
import type pg from 'pg';

const LEAVES = 'select leaf from notary.entry where epoch = $1 and idx >= $2 and idx < $3 order by idx';
const TILES = 'select data from notary.tile where epoch = $1 and level = $2 and n >= $3 and n < $4 order by n';

/**
 * The right edge of the tree of the first `size` entries: at most 255 leaf hashes and 255 full tiles a level (ledger.md §7).
 * Throws when rows are missing; that the root is right is for the caller to check.
 */
export async function readTree(pool: pg.Pool, epoch: string, size: number): Promise<EdgeTree> {
  const levels: Hash[][] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const from = count - (count % TILE_WIDTH);
    const hashes =
      level === 0 ? await leafHashes(pool, epoch, from, count) : await tileRoots(pool, epoch, level - 1, from, count);
    if (hashes.length !== count - from) throw new Error(`the log lacks hashes at level ${level}`);
    levels.push(hashes);
  }
  return EdgeTree.restore(size, (level) => levels[level] ?? []);
}

async function leafHashes(pool: pg.Pool, epoch: string, from: number, to: number): Promise<Hash[]> {
  const answer = await pool.query<{ leaf: Buffer }>(LEAVES, [epoch, from, to]);
  return answer.rows.map((row) => row.leaf);
}

async function tileRoots(pool: pg.Pool, epoch: string, level: number, from: number, to: number): Promise<Hash[]> {
  const answer = await pool.query<{ data: Buffer }>(TILES, [epoch, level, from, to]);
  return answer.rows.map((row) => hashOfRange(splitTile(row.data) ?? []));
}
