import { type Hash, hashOfRange, placeOf, type ProofPlan, splitTile, type TileId, TILE_WIDTH, tileWidth } from '@shutong/tlog';
import type { LogRecords } from './log-records.port.js';

/** Roots of full tiles kept in memory: 2 MB, enough for 16 M entries. */
const MAX_ROOTS = 65_536;

/** Hashes of the tree, out of full tiles and leaf hashes: nothing else is stored (ledger.md §5). */
export class StoredTree {
  readonly #roots = new Map<string, Hash>();

  constructor(private readonly records: LogRecords) {}

  /** The first `width` hashes of a tile. The caller has made sure that a signed tree of `size` entries has as many. */
  async hashes(tile: TileId, width: number, size: number): Promise<readonly Hash[]> {
    const first = tile.n * TILE_WIDTH;
    if (tileWidth(tile, size) === TILE_WIDTH) {
      const [data] = await this.records.fullTiles(tile.level, [tile.n]);
      return splitTile((data ?? new Uint8Array()).subarray(0, width * 32)) ?? [];
    }
    if (tile.level === 0) return this.records.leafHashes(first, first + width);
    return this.#rootsOf(tile.level - 1, first, width);
  }

  /** The proof that a plan for `size` asks for; each tile is read once. */
  async prove(plan: ProofPlan, size: number): Promise<Hash[]> {
    const places = plan.nodes.map(placeOf);
    const tiles = new Map<string, { readonly tile: TileId; readonly width: number }>();
    for (const { tile, first, count } of places) {
      const width = Math.max(tiles.get(keyOf(tile))?.width ?? 0, first + count);
      tiles.set(keyOf(tile), { tile, width });
    }
    const read = await Promise.all(
      [...tiles].map(async ([key, { tile, width }]) => [key, await this.hashes(tile, width, size)] as const),
    );
    const hashes = new Map(read);
    return plan.assemble(
      places.map(({ tile, first, count }) => hashOfRange((hashes.get(keyOf(tile)) ?? []).slice(first, first + count))),
    );
  }

  async #rootsOf(level: number, first: number, count: number): Promise<Hash[]> {
    const numbers = Array.from({ length: count }, (_, i) => first + i);
    const roots = new Map(numbers.map((n) => [n, this.#roots.get(keyOf({ level, n }))]));
    const missing = numbers.filter((n) => roots.get(n) === undefined);
    const tiles = missing.length === 0 ? [] : await this.records.fullTiles(level, missing);
    for (const [i, data] of tiles.entries()) {
      const n = missing[i] ?? Number.NaN;
      const root = hashOfRange(splitTile(data) ?? []);
      roots.set(n, root);
      this.#keep(keyOf({ level, n }), root);
    }
    return numbers.flatMap((n) => roots.get(n) ?? []);
  }

  #keep(key: string, root: Hash): void {
    const [oldest] = this.#roots.keys();
    if (this.#roots.size >= MAX_ROOTS && oldest !== undefined) this.#roots.delete(oldest);
    this.#roots.set(key, root);
  }
}

function keyOf({ level, n }: TileId): string {
  return `${level}/${n}`;
}
