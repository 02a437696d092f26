import type { ReadRecord } from './read-record.js';

/** Submissions waiting at which the reader is held back (protocol.md §8). */
const MOST_WAITING = 4096;
/** Submissions of one batch; a record that alone has more still goes whole, its offset cannot be split. */
const MOST_IN_BATCH = 1024;
/** How long outcomes alone wait for a query to ride with (ledger.md §5 step 1). */
const PATIENCE_MS = 20;

/**
 * Natural batching: what has arrived while the last batch was being appended is the next one. No timer but one: outcomes alone wait a
 * moment, because nobody waits for them and a batch of their own costs as much as one with queries.
 */
export class SubmissionQueue {
  private readonly records: ReadRecord[] = [];
  private waiting = 0;
  private impatient = 0;
  private closed = false;
  private wakeTaker: (() => void) | undefined;
  private readonly wakeReaders: (() => void)[] = [];

  /** Resolves when the next records may be read. */
  async offer(records: readonly ReadRecord[]): Promise<void> {
    for (const record of records) {
      this.records.push(record);
      this.waiting += record.count;
      if (!record.isPatient) this.impatient += 1;
    }
    this.wakeTaker?.();
    while (this.waiting >= MOST_WAITING && !this.closed) await new Promise<void>((resolve) => this.wakeReaders.push(resolve));
  }

  /** The records of the next batch in offset order, as soon as there is one; none when closed. */
  async next(): Promise<readonly ReadRecord[]> {
    while (this.records.length === 0 && !this.closed) await this.arrival();
    await this.company();
    if (this.closed) return [];
    const taken = this.records.splice(0, this.cut());
    for (const record of taken) {
      this.waiting -= record.count;
      if (!record.isPatient) this.impatient -= 1;
    }
    if (this.waiting < MOST_WAITING) this.wakeReaders.splice(0).forEach((wake) => wake());
    return taken;
  }

  /** Nothing is taken any more; what waits stays in Kafka and is read again. */
  close(): void {
    this.closed = true;
    this.wakeTaker?.();
    this.wakeReaders.splice(0).forEach((wake) => wake());
  }

  private cut(): number {
    let count = 0;
    let records = 0;
    for (const record of this.records) {
      if (records > 0 && count + record.count > MOST_IN_BATCH) break;
      count += record.count;
      records += 1;
    }
    return records;
  }

  /** Waits for somebody who is waited for, but not for long. */
  private async company(): Promise<void> {
    let patient = true;
    const timer = setTimeout(() => {
      patient = false;
      this.wakeTaker?.();
    }, PATIENCE_MS);
    while (patient && this.impatient === 0 && this.waiting < MOST_IN_BATCH && !this.closed) await this.arrival();
    clearTimeout(timer);
  }

  private arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeTaker = () => {
        this.wakeTaker = undefined;
        resolve();
      };
    });
  }
}
