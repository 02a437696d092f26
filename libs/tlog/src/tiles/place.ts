import { HASH_BYTES, type Hash } from '../hashing/hash.js';
import { BatchTree } from '../tree/batch-tree.js';
import type { Node } from '../tree/node.js';
import { ROWS_PER_TILE, TILE_WIDTH } from '../tree/tile-rows.js';
import type { TileId } from './tile-width.js';

/** Where a node stands: its hash is the root over hashes [first, first + count) of the tile. */
export interface NodePlace {
  readonly tile: TileId;
  readonly first: number;
  readonly count: number;
}

export function placeOf({ level, index }: Node): NodePlace {
  const count = 2 ** (level % ROWS_PER_TILE);
  const position = index * count;
  const n = Math.floor(position / TILE_WIDTH);
  return { tile: { level: Math.floor(level / ROWS_PER_TILE), n }, first: position - n * TILE_WIDTH, count };
}

/** Root over hashes of equally large complete subtrees: a node from its place, a tile's hash from its 256. */
export function hashOfRange(hashes: readonly Hash[]): Hash {
  return new BatchTree(hashes).root;
}

/** The hashes of a tile's bytes; undefined unless these are 1 to 256 whole hashes. */
export function splitTile(data: Uint8Array): Hash[] | undefined {
  const width = data.length / HASH_BYTES;
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) return undefined;
  return Array.from({ length: width }, (_, i) => data.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}
