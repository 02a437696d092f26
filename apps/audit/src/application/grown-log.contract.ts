import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { newId, systemRandomness, toBase64Url } from '@shutong/kernel';
import { checkpointText, EdgeTree, type FullTile, type Hash, hashLeaf, noteSigner, signNote } from '@shutong/tlog';

export const ORIGIN = 'log.shutong.example/990104/s0/2026h2';

/** A log of some size as the notary leaves it behind, and what its readers must find. */
export interface GrownLog {
  readonly entries: readonly Buffer[];
  readonly leaves: readonly Hash[];
  readonly ids: readonly string[];
  /** Full tiles, as they are stored. */
  readonly tiles: readonly FullTile[];
  readonly root: Hash;
  readonly note: string;
}

export function growLog(size: number, key: KeyObject, origin = ORIGIN): GrownLog {
  const entries = Array.from({ length: size }, (_, i) => Buffer.from(`{"entry":${i},"of":"${'x'.repeat(i % 50)}"}`));
  // Two entries share an id, as a query and its outcome do.
  const ids: string[] = [];
  for (let i = 0; i < size; i += 1) ids.push(i % 2 === 1 ? (ids[i - 1] ?? '') : newId(systemRandomness));
  return logOf(entries, ids, key, origin);
}

/** The log of these entries. */
export function logOf(entries: readonly Buffer[], ids: readonly string[], key: KeyObject, origin = ORIGIN): GrownLog {
  const leaves = entries.map((entry) => hashLeaf(entry));
  const { tree, fullTiles } = EdgeTree.empty.append(leaves);
  const note = signNote(checkpointText({ origin, size: entries.length, root: tree.root() }), noteSigner(origin, 1, key));
  return { entries, leaves, ids, tiles: fullTiles, root: tree.root(), note };
}

/** The first `width` hashes of a tile by the definition (ledger.md §2): slow, and sharing no code with what serves tiles. */
export function naiveTile(leaves: readonly Hash[], level: number, n: number, width: number): Buffer {
  const span = 256 ** level;
  return Buffer.concat(
    Array.from({ length: width }, (_, i) => naiveRoot(leaves.slice((256 * n + i) * span, (256 * n + i + 1) * span))),
  );
}

export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (leaves.length <= 1) return only ?? createHash('sha256').digest();
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const digest = createHash('sha256').update(Uint8Array.of(1));
  return digest
    .update(naiveRoot(leaves.slice(0, k)))
    .update(naiveRoot(leaves.slice(k)))
    .digest();
}

/** A log key from a fixed seed: test only. */
export function testLogKey(): KeyObject {
  const der = Buffer.from(`302e020100300506032b657004220420${'07'.repeat(32)}`, 'hex');
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

export function hashOf(text: string): string {
  return toBase64Url(createHash('sha256').update(text).digest());
}
