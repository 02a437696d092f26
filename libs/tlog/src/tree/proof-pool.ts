import type { Hash } from '../hashing/hash.js';

/** The proofs of several entries under one root, each sibling once: neighbours share most of theirs. */
export class ProofPool {
  readonly #places = new Map<string, number>();
  readonly #hashes: Hash[] = [];

  get hashes(): readonly Hash[] {
    return this.#hashes;
  }

  /** Positions of the proof's siblings in `hashes`, in the order of the proof. */
  add(proof: readonly Hash[]): number[] {
    return proof.map((hash) => this.#place(hash));
  }

  #place(hash: Hash): number {
    const key = Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('latin1');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#hashes.push(hash) - 1;
    this.#places.set(key, place);
    return place;
  }
}

/** The proof that `path` picks from the pool; undefined when a position points beside it. */
export function resolvePath(hashes: readonly Hash[], path: readonly number[]): Hash[] | undefined {
  const proof: Hash[] = [];
  for (const place of path) {
    const hash = hashes[place];
    if (hash === undefined) return undefined;
    proof.push(hash);
  }
  return proof;
}
