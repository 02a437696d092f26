import type { ThresholdTry } from '../domain/predicate/threshold-tries.js';

/** The department's book of thresholds tried, across crashes: a restart must not give a searcher three more (domain.md §11). */
export abstract class Thresholds {
  /**
   * Whether each question may be answered today, by calendar day at UTC+8; in the order given, each counting for those behind it.
   * Resolves when what was taken is on disk: before anything is answered. Rejects if it cannot be kept; then nothing may be read.
   */
  abstract admit(questions: readonly (readonly ThresholdTry[])[]): Promise<readonly boolean[]>;
}
