import { type Growth, type Hash, hashOfRange, type Node, placeOf, type ProofPlan, splitTile } from '@shutong/tlog';
import type { Ledger } from './ledger.port.js';

/** Full tiles kept in memory, 8 kB each: what repeats and topics that were silent for a while ask for. */
const TILES_KEPT = 256;

/** Nodes of the tree: from memory where the batch or the right edge holds them, else from full tiles. */
export class TreeNodes {
  private readonly tiles = new Map<string, readonly Hash[]>();

  constructor(
    private readonly ledger: Ledger,
    private readonly epoch: string,
  ) {}

  /** Throws when the log lacks a tile. */
  async prove(plan: ProofPlan, growth: Growth): Promise<Hash[]> {
    const hashes: Hash[] = [];
    for (const node of plan.nodes) hashes.push(growth.node(node) ?? (await this.fromTile(node)));
    return plan.assemble(hashes);
  }

  private async fromTile(node: Node): Promise<Hash> {
    const place = placeOf(node);
    const hashes = await this.tile(place.tile.level, place.tile.n);
    return hashOfRange(hashes.slice(place.first, place.first + place.count));
  }

  private async tile(level: number, n: number): Promise<readonly Hash[]> {
    const name = `${level}/${n}`;
    const kept = this.tiles.get(name);
    if (kept !== undefined) return kept;
    const hashes = splitTile(await this.ledger.tile(this.epoch, { level, n })) ?? [];
    const oldest = this.tiles.keys().next();
    if (this.tiles.size >= TILES_KEPT && oldest.done !== true) this.tiles.delete(oldest.value);
    this.tiles.set(name, hashes);
    return hashes;
  }
}
