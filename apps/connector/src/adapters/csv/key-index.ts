import { Numbers } from './numbers.js';

/**
 * Rows by the value of a key. It keeps hashes, not values: 16 bytes a row instead of a hundred. What it finds are candidates, whose rows
 * have to be looked at.
 */
export class KeyIndex {
  readonly #hashes = new Numbers();
  readonly #rows = new Numbers();
  /** Bucket → its first entry + 1, and entry → the next one of its bucket + 1; 0 where there is none. */
  #heads = new Uint32Array(1);
  #next = new Uint32Array(0);

  /** Rows in ascending order. */
  add(value: string, row: number): void {
    this.#hashes.push(hashOf(value));
    this.#rows.push(row);
  }

  /** Puts the entries into buckets, once all are there. */
  seal(): void {
    const { size } = this.#rows;
    this.#heads = new Uint32Array(2 ** Math.ceil(Math.log2(size + 1)));
    this.#next = new Uint32Array(size);
    // From the last to the first, so that each bucket begins with its first.
    for (let entry = size - 1; entry >= 0; entry -= 1) {
      const bucket = this.#bucketOf(this.#hashes.at(entry));
      this.#next[entry] = this.#heads[bucket] ?? 0;
      this.#heads[bucket] = entry + 1;
    }
  }

  /** In ascending order, all rows with the value and perhaps others. */
  *candidates(value: string): Generator<number> {
    const hash = hashOf(value);
    let entry = this.#heads[this.#bucketOf(hash)] ?? 0;
    for (; entry !== 0; entry = this.#next[entry - 1] ?? 0) {
      if (this.#hashes.at(entry - 1) === hash) yield this.#rows.at(entry - 1);
    }
  }

  #bucketOf(hash: number): number {
    return hash & (this.#heads.length - 1);
  }
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}
