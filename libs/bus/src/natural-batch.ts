export interface NaturalBatchRules<T, R> {
  /** Sends one batch; its result goes to every item of it, its failure to exactly these items. */
  readonly send: (items: readonly T[]) => Promise<R>;
  /** Sends under way at the same time; while that many are, items collect. */
  readonly maxInFlight: number;
  readonly maxItems: number;
  /** Sum of `bytesOf` in one batch; an item larger than this travels alone. */
  readonly maxBytes: number;
  readonly bytesOf: (item: T) => number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly bytes: number;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Batches by itself, without a timer: an item leaves at the end of the event loop's turn while fewer than `maxInFlight` sends are
 * under way, else with the next send. Low load pays no delay, high load gets large batches; a fixed linger of 2 ms doubled the
 * latency of the prototype (prototype.md §2). Items leave in the order they came, none is lost, none leaves twice.
 */
export class NaturalBatch<T, R = void> {
  private readonly waiting: Waiting<T, R>[] = [];
  private readonly onIdle: (() => void)[] = [];
  private inFlight = 0;
  private isScheduled = false;

  constructor(private readonly rules: NaturalBatchRules<T, R>) {}

  /** Items not yet handed to a send. */
  get size(): number {
    return this.waiting.length;
  }

  add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, bytes: this.rules.bytesOf(item), resolve, reject });
      this.schedule();
    });
  }

  /** Resolves once nothing waits and nothing is under way, whatever the outcomes were. */
  idle(): Promise<void> {
    if (this.inFlight === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.onIdle.push(resolve));
  }

  private schedule(): void {
    if (this.isScheduled || this.inFlight >= this.rules.maxInFlight || this.waiting.length === 0) return;
    this.isScheduled = true;
    // Not a timer: after the poll phase, so requests that arrived on other sockets in the same turn travel together.
    setImmediate(() => {
      this.isScheduled = false;
      while (this.inFlight < this.rules.maxInFlight && this.waiting.length > 0) void this.sendNext();
    });
  }

  private async sendNext(): Promise<void> {
    const batch = this.waiting.splice(0, this.cut());
    this.inFlight += 1;
    try {
      const result = await this.rules.send(batch.map((entry) => entry.item));
      for (const entry of batch) entry.resolve(result);
    } catch (failure) {
      // Not swallowed: each caller of `add` gets it.
      for (const entry of batch) entry.reject(failure);
    } finally {
      this.inFlight -= 1;
      this.schedule();
      if (this.inFlight === 0 && this.waiting.length === 0) this.onIdle.splice(0).forEach((resolve) => resolve());
    }
  }

  /** How many of the waiting items fit into the next batch; at least one. */
  private cut(): number {
    let bytes = 0;
    let count = 0;
    for (const entry of this.waiting) {
      bytes += entry.bytes;
      if (count > 0 && (bytes > this.rules.maxBytes || count >= this.rules.maxItems)) break;
      count += 1;
    }
    return count;
  }
}
