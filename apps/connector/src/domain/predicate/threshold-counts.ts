import type { ThresholdTry } from './threshold-tries.js';

/** Different thresholds that one consumer may try on one subject and predicate in a day (domain.md §11). */
const MAX_THRESHOLDS = 3;

/** Tries of one calendar day; with the next day they are forgotten. */
export class ThresholdCounts {
  #day = '';
  #tried = new Map<string, Set<string>>();

  /**
   * Takes all tries of a question, or none where one of them would be too many. Returns the new ones, which have to be kept; undefined
   * when the question is refused. A threshold tried before on the same day tells nothing new.
   */
  take(tries: readonly ThresholdTry[], day: string): readonly ThresholdTry[] | undefined {
    this.#turnTo(day);
    const fresh = tries.filter(({ about, threshold }) => this.#tried.get(about)?.has(threshold) !== true);
    const isTooMany = fresh.some(({ about }) => this.#sizeWith(about, fresh) > MAX_THRESHOLDS);
    if (isTooMany) return undefined;
    for (const one of fresh) this.#note(one);
    return fresh;
  }

  /** Notes what was kept of that day. */
  restore(tries: readonly ThresholdTry[], day: string): void {
    this.#turnTo(day);
    for (const one of tries) this.#note(one);
  }

  #turnTo(day: string): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#tried = new Map();
  }

  #sizeWith(about: string, fresh: readonly ThresholdTry[]): number {
    const more = new Set(fresh.filter((one) => one.about === about).map(({ threshold }) => threshold));
    return (this.#tried.get(about)?.size ?? 0) + more.size;
  }

  #note({ about, threshold }: ThresholdTry): void {
    const known = this.#tried.get(about);
    if (known === undefined) this.#tried.set(about, new Set([threshold]));
    else known.add(threshold);
  }
}
