import { fail, ok, type Result } from '@shutong/kernel';
import { encodeBundle, type TileAddress, TILE_WIDTH, tileWidth } from '@shutong/tlog';
import type { Heads } from './heads.js';
import type { LogRecords } from './log-records.port.js';
import type { StoredTree } from './stored-tree.js';

export type ReadFault = 'NOT_IN_LOG';

/** The C2SP read side of a log (ledger.md §8). Nothing beyond the newest signed head exists. */
export class ReadLog {
  constructor(
    private readonly records: LogRecords,
    private readonly heads: Heads,
    private readonly tree: StoredTree,
  ) {}

  /** The newest signed head; none before the first entry. */
  async checkpoint(): Promise<Result<string, ReadFault>> {
    const head = await this.heads.newest();
    return head === undefined ? fail('NOT_IN_LOG') : ok(head.note);
  }

  /** Bytes of a tile of hashes or a bundle of entries. Narrower ones are prefixes of wider ones. */
  async tile({ level, n, width }: TileAddress): Promise<Result<Uint8Array, ReadFault>> {
    const tile = { level: level === 'entries' ? 0 : level, n };
    // The hashes the tile needs are there once a tree covers its last leaf.
    const leaves = (n * TILE_WIDTH + width) * TILE_WIDTH ** tile.level;
    const size = Number.isSafeInteger(leaves) ? await this.heads.sizeFor(leaves) : 0;
    if (width > tileWidth(tile, size)) return fail('NOT_IN_LOG');
    if (level !== 'entries') return ok(Buffer.concat(await this.tree.hashes(tile, width, size)));
    const first = n * TILE_WIDTH;
    return ok(encodeBundle(await this.records.entries(first, first + width)));
  }

  /** Leaf bytes of one entry. */
  async entry(index: number): Promise<Result<Uint8Array, ReadFault>> {
    if (index >= (await this.heads.sizeFor(index + 1))) return fail('NOT_IN_LOG');
    const [entry] = await this.records.entries(index, index + 1);
    return entry === undefined ? fail('NOT_IN_LOG') : ok(entry);
  }

  /** Indices of all entries under an exchange or fact id; empty for an unknown one. */
  async indicesOf(id: string): Promise<readonly number[]> {
    const head = await this.heads.newest();
    return head === undefined ? [] : this.records.indicesOf(id, head.size);
  }

  /** A file of codes, limits or departments that replay needs, by its H. */
  async table(hash: string): Promise<Result<string, ReadFault>> {
    const text = await this.records.tableFile(hash);
    return text === undefined ? fail('NOT_IN_LOG') : ok(text);
  }
}
