import { EMPTY_ROOT, type Hash, hashNode } from '../hashing/hash.js';

/** A whole tree in memory, for what is signed in one piece: ticks and replies. */
export class BatchTree {
  /** Rows from the leaves up; a lone right node stands again in the row above (promoted, never doubled). */
  readonly #rows: readonly (readonly Hash[])[];
  readonly root: Hash;

  constructor(leaves: readonly Hash[]) {
    const rows: (readonly Hash[])[] = [leaves];
    let row = leaves;
    while (row.length > 1) {
      row = rowAbove(row);
      rows.push(row);
    }
    this.#rows = rows;
    this.root = row[0] ?? EMPTY_ROOT;
  }

  /** Siblings of leaf `index` from the leaf up. Throws RangeError for a leaf that is not there. */
  proof(index: number): Hash[] {
    if (this.#rows[0]?.[index] === undefined) throw new RangeError(`no leaf ${index} in this tree`);
    const proof: Hash[] = [];
    let position = index;
    for (const row of this.#rows) {
      const sibling = row[position ^ 1];
      if (sibling !== undefined) proof.push(sibling);
      position >>= 1;
    }
    return proof;
  }
}

function rowAbove(row: readonly Hash[]): Hash[] {
  const above: Hash[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const [left, right] = [row[i], row[i + 1]];
    if (left !== undefined) above.push(right === undefined ? left : hashNode(left, right));
  }
  return above;
}
