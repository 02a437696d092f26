import { type Hash, hashNode } from '../hashing/hash.js';

/** Binary levels inside a tile: rows 0 (its hashes) to 7 (its two halves). Row 8 is row 0 of the tile level above. */
export const ROWS_PER_TILE = 8;
export const TILE_WIDTH = 256;

/** Nodes of one tile level from a tile border on: row r holds complete nodes of 2^r hashes of this level, in order. */
export type TileRows = readonly (readonly Hash[])[];

export const NO_ROWS: TileRows = Array.from({ length: ROWS_PER_TILE }, () => []);

/** The rows after more hashes of this level; what is known already is not hashed again. */
export function extendRows(rows: TileRows, added: readonly Hash[]): TileRows {
  const extended: Hash[][] = [];
  let below: readonly Hash[] | undefined;
  for (const row of rows) {
    const next: Hash[] = below === undefined ? [...row, ...added] : pairUp([...row], below);
    extended.push(next);
    below = next;
  }
  return extended;
}

/** Hashes of the full tiles: what the level above gets. */
export function topsOf(rows: TileRows): Hash[] {
  return pairUp([], rows[ROWS_PER_TILE - 1] ?? []);
}

/** The rows without their first `tiles` full tiles. */
export function dropTiles(rows: TileRows, tiles: number): TileRows {
  if (tiles === 0) return rows;
  return rows.map((row, level) => row.slice(tiles * (TILE_WIDTH >> level)));
}

function pairUp(row: Hash[], below: readonly Hash[]): Hash[] {
  for (let i = row.length * 2; i + 1 < below.length; i += 2) {
    row.push(hashNode(below[i] as Hash, below[i + 1] as Hash));
  }
  return row;
}
