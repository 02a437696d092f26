import { TILE_WIDTH } from '../tree/tile-rows.js';

/** A tile by level (0 holds leaf hashes) and number on its level. */
export interface TileId {
  readonly level: number;
  readonly n: number;
}

export interface TileLevel {
  readonly level: number;
  /** Number of full tiles. */
  readonly full: number;
  /** Width of the tile behind them; 0: there is none. */
  readonly partial: number;
}

/** Width of a tile in a tree of this size: 0 (not there) to 256 (full). */
export function tileWidth({ level, n }: TileId, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.min(TILE_WIDTH, Math.max(0, hashes - n * TILE_WIDTH));
}

/** All tile levels of a tree that hold a hash. */
export function tileLevels(size: number): TileLevel[] {
  const levels: TileLevel[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    levels.push({ level, full: Math.floor(hashes / TILE_WIDTH), partial: hashes % TILE_WIDTH });
  }
  return levels;
}
