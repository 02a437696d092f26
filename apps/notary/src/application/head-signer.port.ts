import type { Hash } from '@shutong/tlog';

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Holds the log key and the mark; never lends either (ledger.md §7). */
export abstract class HeadSigner {
  /**
   * The signed checkpoint of a head that is about to be appended. `consistency` leads to it from the marked head.
   * Throws for a head that is smaller than the mark or no continuation of it: the note would be a second history.
   */
  abstract sign(head: TreeHead, consistency: readonly Hash[]): string;
  /** Durable when resolved; called after COMMIT and before anything about the head leaves. */
  abstract raise(head: TreeHead): Promise<void>;
}
