import type { LogRecords, SignedHead } from './log-records.port.js';

const REMEMBERED = 1024;

/**
 * The heads that were given out. Between two kept ones the notary replaces the newest with every batch, so a reader who holds
 * a head of this service could otherwise not ask for a proof under it a moment later.
 */
export class Heads {
  readonly #notes = new Map<number, string>();
  #largest = 0;

  constructor(private readonly records: LogRecords) {}

  async newest(): Promise<SignedHead | undefined> {
    const head = await this.records.newestHead();
    if (head !== undefined) this.#remember(head);
    return head;
  }

  /** The note of this size, if it was given out lately or is kept. */
  async noteAt(size: number): Promise<string | undefined> {
    return this.#notes.get(size) ?? (await this.records.noteAt(size));
  }

  /** Size of a signed tree that has at least `wanted` entries, else of the newest. Asks the database only for what is new. */
  async sizeFor(wanted: number): Promise<number> {
    if (wanted > this.#largest) await this.newest();
    return this.#largest;
  }

  #remember({ size, note }: SignedHead): void {
    const [oldest] = this.#notes.keys();
    if (this.#notes.size >= REMEMBERED && oldest !== undefined) this.#notes.delete(oldest);
    this.#notes.set(size, note);
    this.#largest = Math.max(this.#largest, size);
  }
}
