import type { Courier, Letter } from './courier.port.js';

/** Unconfirmed sends at which no further batch is decided (protocol.md §8). */
const MOST_UNCONFIRMED = 4096;

/**
 * Sends what a batch has to say without making the next batch wait, and remembers how far everything is confirmed, because an outbox row
 * may go only then.
 */
export class Mailroom {
  private readonly open = new Map<number, number>();
  private unconfirmed = 0;
  private upTo: number;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly courier: Courier,
    confirmed: number,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.upTo = confirmed;
  }

  /** Every message of entries below this index is confirmed. */
  get confirmed(): number {
    const oldest = this.open.keys().next();
    return oldest.done === true ? this.upTo : oldest.value;
  }

  /** Sends the letters of the entries `[from, to)`; returns at once. `items` counts towards the limit. */
  post(letters: readonly Letter[], entries: { readonly from: number; readonly to: number }, items: number): void {
    if (letters.length === 0) {
      this.upTo = Math.max(this.upTo, entries.to);
      return;
    }
    // A batch of repeats has no entries of its own, and so nothing in the outbox.
    if (entries.to > entries.from) this.open.set(entries.from, entries.to);
    this.unconfirmed += items;
    this.courier.send(letters).then(() => this.confirm(entries, items), this.onFailure);
  }

  /** Resolves when few enough sends are unconfirmed to decide further. */
  async room(): Promise<void> {
    while (this.unconfirmed >= MOST_UNCONFIRMED) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private confirm(entries: { readonly from: number; readonly to: number }, items: number): void {
    if (entries.to > entries.from) this.open.delete(entries.from);
    this.upTo = Math.max(this.upTo, entries.to);
    this.unconfirmed -= items;
    if (this.unconfirmed < MOST_UNCONFIRMED) this.waiting.splice(0).forEach((wake) => wake());
  }
}
