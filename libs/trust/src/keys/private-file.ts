import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const OTHERS = 0o077;

/**
 * The text of a key file. Throws, so that the process does not start, when group or others have any right on the file or on its
 * folder (protocol.md §1: 0600 and 0700): a key that is already shared is no key.
 */
export async function readPrivateFile(path: string): Promise<string> {
  const folder = dirname(path);
  if (((await stat(folder)).mode & OTHERS) !== 0) throw new Error(`${folder} is open to others: make it 0700`);
  const file = await open(path, 'r');
  try {
    await refuseShared(file, path);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** The mode is read from the open handle: between a stat of the path and an open the file could be exchanged. */
async function refuseShared(file: FileHandle, path: string): Promise<void> {
  const { mode } = await file.stat();
  if ((mode & OTHERS) !== 0) throw new Error(`${path} is open to others: make it 0600`);
}
