import type { Head } from '@shutong/contracts';
import { toBase64 } from '@shutong/kernel';
import { type Growth, planConsistency } from '@shutong/tlog';
import type { TreeNodes } from './tree-nodes.js';

/**
 * The head for each topic: with the consistency proof from the last head that was sent there, so that a receiver can go from pin to pin
 * without asking (protocol.md §3.3). A topic not served since the take-over counts from the size found then.
 */
export class SentHeads {
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly nodes: TreeNodes,
    private readonly sizeFound: number,
  ) {}

  async next(topic: string, note: string, growth: Growth): Promise<Head> {
    const from = this.sizes.get(topic) ?? this.sizeFound;
    const to = growth.tree.size;
    this.sizes.set(topic, to);
    const consistency = from === growth.from.size ? growth.consistency() : await this.proof(from, to, growth);
    return { note, from, consistency: consistency.map(toBase64) };
  }

  private async proof(from: number, to: number, growth: Growth): Promise<readonly Uint8Array[]> {
    return from === 0 || from === to ? [] : this.nodes.prove(planConsistency(from, to), growth);
  }
}
