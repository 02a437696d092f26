import { open } from 'node:fs/promises';

/**
 * The text of a secret file without its final newline, e.g. a database password.
 * Throws when group or others may read the file: a secret that is already shared is no secret (protocol.md §1).
 */
export async function readSecretFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    // The mode is read from the open handle: between a stat and an open the file could be exchanged.
    const { mode } = await file.stat();
    if ((mode & 0o077) !== 0) throw new Error(`${path} may be read by others: make it 0600`);
    const text = (await file.readFile('utf8')).replace(/\n$/, '');
    if (text === '') throw new Error(`${path} is empty`);
    return text;
  } finally {
    await file.close();
  }
}
