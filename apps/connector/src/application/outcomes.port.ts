import type { Outcome } from '../domain/journal/outcome.js';

/** The way of outcomes into the log. */
export abstract class Outcomes {
  /** Hands journaled outcomes to the notary; they are repeated until it acknowledges them. */
  abstract submit(outcomes: readonly Outcome[]): void;
}
