import type { EdgeTree } from '@shutong/tlog';
import type { CounterRow } from './ledger.port.js';

export interface StoredHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Epoch ms of the last batch. */
  readonly at: number;
  readonly state: 'open' | 'closed' | 'frozen';
}

export interface StoredEntry {
  readonly index: number;
  readonly leaf: string;
}

export interface StoredFact extends StoredEntry {
  readonly kind: 'd' | 'g' | 's';
  /** Index of the entry that ended it. */
  readonly ended?: number;
}

/** A message that may not have left: its entry and, where it was submitted, header and seal. */
export interface StoredOutbox extends StoredEntry {
  readonly topic: string;
  /** Epoch ms. */
  readonly deadline: number;
  readonly message: string;
  readonly h: string;
  readonly seal: string;
  /** An outcome of this id stands in the log. */
  readonly hasOutcome: boolean;
}

export interface StoredOffset {
  readonly cluster: string;
  readonly next: number;
}

/** What a notary reads when it takes over: the log and the state that earlier batches left. */
export abstract class History {
  abstract head(epoch: string): Promise<StoredHead | undefined>;
  /** Makes the epoch at size 0 unless it is there. */
  abstract open(epoch: string, origin: string, at: number): Promise<void>;
  /** No batch is appended to a frozen epoch again. */
  abstract freeze(epoch: string): Promise<void>;
  /** The tree of the first `size` entries, from stored leaf hashes and full tiles. */
  abstract tree(epoch: string, size: number): Promise<EdgeTree>;
  abstract facts(epoch: string): Promise<readonly StoredFact[]>;
  /** Counters of grants and budgets; those of consents are loaded batch by batch. */
  abstract counters(epoch: string): Promise<readonly CounterRow[]>;
  abstract keyChanges(epoch: string): Promise<readonly StoredEntry[]>;
  abstract entry(epoch: string, index: number): Promise<StoredEntry | undefined>;
  abstract rules(epoch: string): Promise<{ readonly rules: number; readonly p: number } | undefined>;
  abstract offset(topic: string): Promise<StoredOffset | undefined>;
  /** Names the cluster and offset to begin with, once. */
  abstract begin(topic: string, offset: StoredOffset): Promise<void>;
  abstract outbox(epoch: string): Promise<readonly StoredOutbox[]>;
  abstract document(hash: string): Promise<string | undefined>;
  /** The signed note at the head's size, if it was signed before the last stop. */
  abstract note(epoch: string, size: number): Promise<string | undefined>;
}

/** Removes messages that nobody can need any more. */
export abstract class OutboxKeeper {
  /** Deletes rows of entries below `confirmed` whose deadline is a minute past at `now` (epoch ms). */
  abstract purge(epoch: string, confirmed: number, now: number): Promise<void>;
}
