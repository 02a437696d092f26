import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Entry } from '@shutong/decision';
import { canonicalJson, hashText } from '@shutong/kernel';
import {
  checkpointText,
  decodeBundle,
  EdgeTree,
  encodeBundle,
  hashLeaf,
  noteSigner,
  signNote,
  TILE_WIDTH,
  tileLevels,
  tilePath,
} from '@shutong/tlog';

const ORIGIN = 'log.shutong.example/370104/s0/2026h2';
const WORKED = new URL('../../../../test/vectors/tlog/kinds/tile/entries/000.p/34', import.meta.url);

/** The tables of the logs built here, in force from the start and after the change of policy. */
export const FIRST_TABLES = canonicalJson({ v: 1, codes: [] });
export const LATER_TABLES = canonicalJson({ v: 1, codes: ['GRANT_MISSING'] });

/** The worked log of 34 entries, with tables that exist. */
export async function workedEntries(): Promise<Entry[]> {
  const leaves = decodeBundle(await readFile(WORKED), 34) ?? [];
  const entries = leaves.map((leaf) => JSON.parse(Buffer.from(leaf).toString('utf8')) as Entry);
  return entries.map((entry) => {
    if (entry.k === 'epoch.opened') return { ...entry, tables: hashText(FIRST_TABLES) };
    return entry.k === 'policy.changed' ? { ...entry, tables: hashText(LATER_TABLES) } : entry;
  });
}

export interface BuiltLog {
  readonly folder: string;
  readonly vkey: string;
  remove(): Promise<void>;
}

/** A log of these entries as static files, every hash right and signed by its own key: only a replay finds a wrong decision. */
export async function buildLog(
  entries: readonly Entry[],
  tables: readonly string[] = [FIRST_TABLES, LATER_TABLES],
): Promise<BuiltLog> {
  const folder = await mkdtemp(join(tmpdir(), 'built-'));
  const put = async (path: string, bytes: Uint8Array | string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  let tree = EdgeTree.empty;
  for (let from = 0; from < entries.length; from += TILE_WIDTH) {
    const leaves = entries.slice(from, from + TILE_WIDTH).map((entry) => Buffer.from(canonicalJson(entry)));
    await put(tilePath('entries', from / TILE_WIDTH, leaves.length), encodeBundle(leaves));
    const growth = tree.append(leaves.map(hashLeaf));
    for (const { level, n, data } of growth.fullTiles) await put(tilePath(level, n), data);
    tree = growth.tree;
  }
  for (const { level, full, partial } of tileLevels(entries.length))
    if (partial > 0) await put(tilePath(level, full, partial), Buffer.concat(tree.edge(level)));
  for (const table of tables) await put(`table/${hashText(table)}`, table);
  const signer = noteSigner(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey);
  const text = checkpointText({ origin: ORIGIN, size: entries.length, root: tree.root() });
  await put('checkpoint', signNote(text, signer));
  return { folder, vkey: signer.vkey, remove: () => rm(folder, { recursive: true }) };
}
