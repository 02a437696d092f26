import type { Entry } from '@shutong/decision';
import { sha256, toBase64Url } from '@shutong/kernel';
import type { LogFiles } from '../verify/read-log.js';
import { cannotTell, wrong } from '../verify/wrong.js';

/** Where the read API and a mirrored folder have a table (ledger.md §8). */
export function tablePath(hash: string): string {
  return `table/${hash}`;
}

/** H of the tables that an entry brings into force. */
export function tableNamedBy(entry: Entry): string | undefined {
  return entry.k === 'epoch.opened' || entry.k === 'policy.changed' ? entry.tables : undefined;
}

/** The bytes of a table under its hash; undefined when it is not there. Throws `Wrong` when they are others. */
export async function findTable(files: LogFiles, hash: string): Promise<Uint8Array | undefined> {
  const bytes = await files.read(tablePath(hash));
  if (bytes !== undefined && toBase64Url(sha256(bytes)) !== hash)
    throw wrong(tablePath(hash), 'it is not the table that the log names');
  return bytes;
}

/** A decision cannot be recomputed without the tables that were in force. Throws `Wrong` when one is missing. */
export async function requireTable(files: LogFiles, hash: string): Promise<void> {
  if ((await findTable(files, hash)) === undefined) throw cannotTell(tablePath(hash), 'the file is missing');
}
