import type { VerifiedHead } from './verified-head.js';

const KEPT = 1024;

/** The last 1,024 verified heads (protocol.md §3.3): redelivered and overtaken records need no proof fetched. */
export class KnownHeads {
  readonly #bySize = new Map<number, VerifiedHead>();

  find(size: number): VerifiedHead | undefined {
    return this.#bySize.get(size);
  }

  add(head: VerifiedHead): void {
    const [oldest] = this.#bySize.keys();
    if (this.#bySize.size >= KEPT && oldest !== undefined) this.#bySize.delete(oldest);
    this.#bySize.set(head.size, head);
  }
}
