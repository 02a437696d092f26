import type { Standing } from '../domain/journal/ledger-of-work.js';
import type { Outcome, TakenPermit } from '../domain/journal/outcome.js';

/** What this department has read for and answered, across crashes (protocol.md §8). */
export abstract class Journal {
  abstract standing(id: string, index: number): Standing;
  /** Resolves when all of it is on disk: before the source is touched. Rejects if it cannot be kept; then nothing may be read. */
  abstract permit(permits: readonly TakenPermit[]): Promise<void>;
  /** Resolves when all of it is on disk: before an answer leaves. */
  abstract close(outcomes: readonly Outcome[]): Promise<void>;
  /** Ends the repetition of these outcomes; need not survive a crash. */
  abstract acknowledge(ids: readonly string[]): void;
  abstract unacked(): readonly Outcome[];
}
