import { Documents, type ServedDataset } from './documents.port.js';

/** A query decided on the publication before may still be under way when the next one arrives. */
const KEPT_PER_DATASET = 2;

/** The publications at hand, the newest two of each dataset. */
export class Catalogue extends Documents {
  readonly #byDataset = new Map<string, readonly ServedDataset[]>();

  override find(index: number): ServedDataset | undefined {
    for (const publications of this.#byDataset.values()) {
      const found = publications.find((publication) => publication.index === index);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Order of arrival does not count: records may be repeated, the log index says which is newer. */
  put(dataset: ServedDataset): void {
    const others = (this.#byDataset.get(dataset.ds) ?? []).filter(({ index }) => index !== dataset.index);
    const newestFirst = [dataset, ...others].toSorted((left, right) => right.index - left.index);
    this.#byDataset.set(dataset.ds, newestFirst.slice(0, KEPT_PER_DATASET));
  }
}
