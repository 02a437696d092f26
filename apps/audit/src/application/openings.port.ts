/** Entries whose openings are meant: [from, to) of one epoch, and of these the listed ones only where there is a list. */
export interface Stretch {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
  /** Ascending. */
  readonly among?: readonly number[];
}

/** One entry's opening as its sealer made it or an erasure left it: ciphertext, whatever it holds. */
export interface SealedOpening {
  readonly index: number;
  /** Of the entry. */
  readonly id: string;
  /** Fields the leaf commits to. */
  readonly committed: readonly string[];
  /** `<okid>.<nonce>.<ciphertext‖tag>` (protocol.md §4). */
  readonly text: string;
}

/** Where an `opening.erased` stands. */
export interface ErasurePlace {
  readonly epoch: string;
  readonly index: number;
}

/** What an erasure does to one opening. */
export interface OpeningChange {
  readonly index: number;
  /** The opening as it was read. */
  readonly was: string;
  /** What stays of it; nothing stays where it is absent. */
  readonly rest?: string;
}

/** All openings of the log, closed. Whoever opens them reads about persons: that is an access and makes an entry (ledger.md §4). */
export abstract class Openings {
  /** Those of a stretch, lowest index first, at most `limit`. Entries without an opening are passed over. */
  abstract within(stretch: Stretch, limit: number): Promise<readonly SealedOpening[]>;
  /** The JWE of a content key; undefined once it is destroyed. */
  abstract contentKey(okid: string): Promise<string | undefined>;
}

/**
 * Takes openings away. Each call names the `opening.erased` it acts on, and the store refuses, by an exception, whatever that entry
 * does not cover.
 */
export abstract class OpeningEraser {
  /**
   * Makes the changes to openings of one epoch. Resolves with the indices of those made: an opening that is gone or another since it
   * was read is left as it is, so that two erasures at once do not bring back what the other took.
   */
  abstract erase(epoch: string, by: ErasurePlace, changes: readonly OpeningChange[]): Promise<ReadonlySet<number>>;
  /** Destroys the content keys, past their use by sealers, under which no opening is left. Resolves with how many. */
  abstract destroyUnusedKeys(by: ErasurePlace): Promise<number>;
}
