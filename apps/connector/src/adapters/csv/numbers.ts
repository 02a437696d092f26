/** A growing list of whole numbers from 0 to 2^32 - 1, four bytes each and outside the engine's heap. */
export class Numbers {
  #values = new Uint32Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const grown = new Uint32Array(this.#size * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#size] = value;
    this.#size += 1;
  }

  at(place: number): number {
    return this.#values[place] ?? 0;
  }
}
