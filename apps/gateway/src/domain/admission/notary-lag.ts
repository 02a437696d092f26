import type { Clock } from '@shutong/kernel';

/** Nobody waits longer than 30 s, so a longer queue says nothing more. */
const MAX_LAG_MS = 30_000;

/**
 * How far the notary is behind, by its own word with each batch (protocol.md §3.5, §8). Without fresh word the queue is taken to
 * shrink as time passes: were nothing let through, no word would ever come again.
 */
export class NotaryLag {
  private toldMs = 0;
  private toldAt = 0;

  constructor(private readonly clock: Clock) {}

  tell(lagMs: number): void {
    this.toldMs = Math.min(lagMs, MAX_LAG_MS);
    this.toldAt = this.clock.now();
  }

  get ms(): number {
    return Math.max(0, this.toldMs - Math.max(0, this.clock.now() - this.toldAt));
  }
}
