import { areHashes, EMPTY_ROOT, type Hash, hashNode } from '../hashing/hash.js';
import type { Node } from './node.js';
import { planConsistency } from './plan-proof.js';
import { dropTiles, extendRows, NO_ROWS, ROWS_PER_TILE, TILE_WIDTH, type TileRows, topsOf } from './tile-rows.js';

/** A tile that has become full: 256 hashes, 8,192 bytes. Written once and never again. */
export interface FullTile {
  readonly level: number;
  readonly n: number;
  readonly data: Uint8Array;
}

/**
 * A log's tree by its right edge: at tile level l the hashes of the tile that is not full, ⌊size/256^l⌋ mod 256 of them.
 * Immutable, so a batch that is rolled back leaves it as it was.
 */
export class EdgeTree {
  static readonly empty = new EdgeTree(0, []);

  readonly size: number;
  readonly #levels: readonly TileRows[];
  #root: Hash | undefined;

  private constructor(size: number, levels: readonly TileRows[]) {
    this.size = size;
    this.#levels = levels;
  }

  /** From stored hashes. Throws RangeError when a level has not as many as the size says. */
  static restore(size: number, edge: (level: number) => readonly Hash[]): EdgeTree {
    const levels: TileRows[] = [];
    for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / TILE_WIDTH)) {
      const hashes = edge(level);
      const expected = rest % TILE_WIDTH;
      if (hashes.length !== expected || !areHashes(hashes)) {
        throw new RangeError(`tile level ${level} has ${hashes.length} edge hashes, size ${size} needs ${expected}`);
      }
      levels.push(extendRows(NO_ROWS, hashes));
    }
    return new EdgeTree(size, levels);
  }

  /** The hashes at a tile level: what `restore` asks for. */
  edge(level: number): readonly Hash[] {
    return this.#levels[level]?.[0] ?? [];
  }

  root(): Hash {
    this.#root ??= this.#computeRoot();
    return this.#root;
  }

  /** The tree with these leaf hashes behind its own. */
  append(leaves: readonly Hash[]): Growth {
    const grown: GrownLevel[] = [];
    const fullTiles: FullTile[] = [];
    let added = leaves;
    let rest = this.size;
    for (let level = 0; added.length > 0 || level < this.#levels.length; level += 1) {
      const firstTile = Math.floor(rest / TILE_WIDTH);
      const rows = extendRows(this.#levels[level] ?? NO_ROWS, added);
      grown.push({ firstTile, rows });
      added = topsOf(rows);
      for (let i = 0; i < added.length; i += 1) fullTiles.push(fullTile(level, firstTile + i, rows, i));
      rest = firstTile;
    }
    const edges = grown.map(({ rows }) => dropTiles(rows, Math.floor((rows[0]?.length ?? 0) / TILE_WIDTH)));
    return new Growth(this, new EdgeTree(this.size + leaves.length, edges), fullTiles, grown);
  }

  #computeRoot(): Hash {
    let root: Hash | undefined;
    for (const rows of this.#levels) {
      const width = rows[0]?.length ?? 0;
      for (const [row, hashes] of rows.entries()) {
        const last = hashes[hashes.length - 1];
        if (((width >> row) & 1) === 0 || last === undefined) continue;
        root = root === undefined ? last : hashNode(last, root);
      }
    }
    return root ?? EMPTY_ROOT;
  }
}

interface GrownLevel {
  /** Number of the first tile that `rows` holds. */
  readonly firstTile: number;
  readonly rows: TileRows;
}

/** What one append made: the new tree, the tiles it filled, and every node that proofs about the new leaves need. */
export class Growth {
  readonly from: EdgeTree;
  readonly tree: EdgeTree;
  readonly fullTiles: readonly FullTile[];
  readonly #levels: readonly GrownLevel[];
  /** Hash of the last, incomplete node of each binary level; the proofs of one batch share it. */
  readonly #lastNodes: Hash[] = [];

  constructor(from: EdgeTree, tree: EdgeTree, fullTiles: readonly FullTile[], levels: readonly GrownLevel[]) {
    this.from = from;
    this.tree = tree;
    this.fullTiles = fullTiles;
    this.#levels = levels;
  }

  /** A complete node of the tiles that were open before or made now; undefined for older ones. */
  node({ level, index }: Node): Hash | undefined {
    const grown = this.#levels[Math.floor(level / ROWS_PER_TILE)];
    if (grown === undefined) return undefined;
    const row = level % ROWS_PER_TILE;
    return grown.rows[row]?.[index - grown.firstTile * (TILE_WIDTH >> row)];
  }

  /** Inclusion proof of a leaf at the new size. Throws RangeError for leaves of tiles that were full before. */
  inclusion(index: number): Hash[] {
    const size = this.tree.size;
    if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} at size ${size}`);
    const proof: Hash[] = [];
    let position = index;
    for (let level = 0, width = 1; width < size; level += 1, width *= 2) {
      const sibling = position % 2 === 0 ? position + 1 : position - 1;
      if ((sibling + 1) * width <= size) proof.push(this.#known({ level, index: sibling }));
      else if (sibling * width < size) proof.push(this.#lastNode(level));
      position = Math.floor(position / 2);
    }
    return proof;
  }

  /** Consistency of the size before with the new one; empty from 0 and without growth. */
  consistency(): Hash[] {
    if (this.from.size === 0) return [];
    const plan = planConsistency(this.from.size, this.tree.size);
    return plan.assemble(plan.nodes.map((node) => this.#known(node)));
  }

  #known(node: Node): Hash {
    const hash = this.node(node);
    if (hash === undefined) throw new RangeError(`node ${node.index} of level ${node.level} is older than the edge`);
    return hash;
  }

  /** Root over the leaves of the last node of a level, which is not complete. */
  #lastNode(level: number): Hash {
    const memo = this.#lastNodes[level];
    if (memo !== undefined) return memo;
    const last = Math.floor((this.tree.size - 1) / 2 ** level);
    const hash = this.node({ level, index: last }) ?? this.#joinBelow(level, last);
    this.#lastNodes[level] = hash;
    return hash;
  }

  #joinBelow(level: number, last: number): Hash {
    const right = this.#lastNode(level - 1);
    const hasRightChild = (last * 2 + 1) * 2 ** (level - 1) < this.tree.size;
    return hasRightChild ? hashNode(this.#known({ level: level - 1, index: last * 2 }), right) : right;
  }
}

function fullTile(level: number, n: number, rows: TileRows, position: number): FullTile {
  const hashes = (rows[0] ?? []).slice(position * TILE_WIDTH, (position + 1) * TILE_WIDTH);
  return { level, n, data: Buffer.concat(hashes) };
}
