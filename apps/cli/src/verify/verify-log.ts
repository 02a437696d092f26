import { LedgerRules, parseLeaf } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import {
  decodeBundle,
  EdgeTree,
  equalHashes,
  type FullTile,
  type Hash,
  hashLeaf,
  type Policy,
  TILE_WIDTH,
  tileLevels,
  tilePath,
  verifyCheckpoint,
} from '@shutong/tlog';
import type { LogFiles } from './read-log.js';
import { cannotTell, unknownForm, wrong, wrongNote } from './wrong.js';

export interface VerifiedLog {
  readonly origin: string;
  readonly size: number;
  /** Entries by kind. */
  readonly kinds: ReadonlyMap<string, number>;
}

export interface LogVerification {
  readonly files: LogFiles;
  readonly policy: Policy;
  /** An older checkpoint that must be a prefix of the log. */
  readonly since?: Uint8Array;
  readonly progress: (entries: number, size: number) => void;
  /**
   * Called with the entries of each bundle, in log order and from index `from`, when their form, order and references have been checked.
   * The signed root has not: it is compared when all are read, so nothing may be told of them before.
   */
  readonly entries?: (from: number, entries: readonly Entry[]) => Promise<void>;
}

interface Head {
  readonly size: number;
  readonly root: Hash;
}

/**
 * The whole log from its served bytes (ledger.md §6): every tile against the signed root, every bundle against level 0, every entry's
 * form, order, references and unique classes. Streams by bundle. Throws `Wrong` at the first place that fails.
 */
export async function verifyLog(verification: LogVerification): Promise<VerifiedLog> {
  const { files, policy } = verification;
  const note = await files.read('checkpoint');
  if (note === undefined) throw cannotTell('checkpoint', 'the file is missing');
  const head = openHead(note, policy, 'checkpoint');
  const since = verification.since === undefined ? undefined : openHead(verification.since, policy, '--since');
  if (since !== undefined && since.size > head.size) throw wrong('--since', 'the log is smaller than it was');
  const reader = new LogReader(verification, head, since);
  await reader.readAll();
  return { origin: policy.origin, size: head.size, kinds: reader.kinds };
}

function openHead(note: Uint8Array, policy: Policy, place: string): Head {
  const opened = verifyCheckpoint(note, policy);
  if (!opened.ok) throw wrongNote(place, opened.failure);
  const size = Number(opened.value.size);
  if (!Number.isSafeInteger(size)) throw wrongNote(place, 'SIZE_BEYOND_SAFE');
  return { size, root: opened.value.root };
}

class LogReader {
  readonly kinds = new Map<string, number>();
  private tree = EdgeTree.empty;
  private readonly rules = new LedgerRules();

  constructor(
    private readonly verification: LogVerification,
    private readonly head: Head,
    private readonly since: Head | undefined,
  ) {}

  async readAll(): Promise<void> {
    const bundles = Math.ceil(this.head.size / TILE_WIDTH);
    // The next bundle is fetched while this one is hashed.
    let next = this.fetch(0);
    for (let n = 0; n < bundles; n += 1) {
      const fetched = await next;
      next = n + 1 < bundles ? this.fetch(n + 1) : next;
      await this.take(n, fetched);
      this.verification.progress(this.tree.size, this.head.size);
    }
    await this.checkPartialTiles();
    if (!equalHashes(this.tree.root(), this.head.root)) throw wrong('checkpoint', 'the signed root is not that of the entries');
  }

  private fetch(n: number): Promise<readonly [Uint8Array | undefined, Uint8Array | undefined]> {
    const width = this.widthOf(n);
    const { files } = this.verification;
    return Promise.all([files.read(tilePath('entries', n, width)), files.read(tilePath(0, n, width))]);
  }

  private widthOf(n: number): number {
    return Math.min(TILE_WIDTH, Math.max(0, this.head.size - n * TILE_WIDTH));
  }

  private async take(n: number, [bundle, tile]: readonly [Uint8Array | undefined, Uint8Array | undefined]): Promise<void> {
    const width = this.widthOf(n);
    const place = tilePath('entries', n, width);
    if (bundle === undefined) throw cannotTell(place, 'the file is missing');
    if (tile === undefined) throw cannotTell(tilePath(0, n, width), 'the file is missing');
    const leaves = decodeBundle(bundle, width);
    if (leaves === undefined) throw wrong(place, `it does not hold ${String(width)} entries`);
    const hashes = leaves.map(hashLeaf);
    this.compareTile(tilePath(0, n, width), tile, hashes);
    const entries = leaves.map((leaf, i) => this.checkEntry(n * TILE_WIDTH + i, leaf));
    await this.grow(hashes);
    await this.verification.entries?.(n * TILE_WIDTH, entries);
  }

  private compareTile(place: string, served: Uint8Array, hashes: readonly Hash[]): void {
    if (served.length !== hashes.length * 32) throw wrong(place, `it does not hold ${String(hashes.length)} hashes`);
    hashes.forEach((hash, i) => {
      if (!equalHashes(served.subarray(i * 32, i * 32 + 32), hash))
        throw wrong(place, `hash ${String(i)} is not that of the entries`);
    });
  }

  private checkEntry(index: number, leaf: Uint8Array): Entry {
    const place = `entry ${String(index)}`;
    const parsed = parseLeaf(leaf);
    if (!parsed.ok && parsed.failure === 'LEAF_UNKNOWN')
      throw unknownForm(place, 'its version or kind is not known to this program');
    if (!parsed.ok) throw wrong(place, 'it is not canonical, or not of the form of its kind');
    const checked = this.rules.check(parsed.value);
    if (!checked.ok) throw wrong(place, checked.failure);
    this.kinds.set(parsed.value.k, (this.kinds.get(parsed.value.k) ?? 0) + 1);
    return parsed.value;
  }

  /** Cuts at the older checkpoint's size, whose root must come out. */
  private async grow(hashes: readonly Hash[]): Promise<void> {
    const { since } = this;
    const before = since === undefined ? 0 : Math.min(hashes.length, Math.max(0, since.size - this.tree.size));
    await this.append(hashes.slice(0, before));
    if (since !== undefined && since.size === this.tree.size && !equalHashes(this.tree.root(), since.root)) {
      throw wrong('--since', 'the log is not a continuation of that checkpoint');
    }
    await this.append(hashes.slice(before));
  }

  private async append(hashes: readonly Hash[]): Promise<void> {
    if (hashes.length === 0) return;
    const growth = this.tree.append(hashes);
    this.tree = growth.tree;
    for (const tile of growth.fullTiles) if (tile.level > 0) await this.checkFullTile(tile);
  }

  private async checkFullTile({ level, n, data }: FullTile): Promise<void> {
    const place = tilePath(level, n);
    const served = await this.verification.files.read(place);
    if (served === undefined) throw cannotTell(place, 'the file is missing');
    if (!Buffer.from(served).equals(data)) throw wrong(place, 'it is not what the tiles below it make');
  }

  private async checkPartialTiles(): Promise<void> {
    for (const { level, full, partial } of tileLevels(this.head.size)) {
      if (level === 0 || partial === 0) continue;
      const place = tilePath(level, full, partial);
      const served = await this.verification.files.read(place);
      if (served === undefined) throw cannotTell(place, 'the file is missing');
      this.compareTile(place, served, this.tree.edge(level));
    }
  }
}
