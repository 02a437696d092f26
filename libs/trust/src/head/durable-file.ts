import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a small file so that after a crash the old or the new one is there, whole: written beside, fsynced, renamed, folder fsynced. */
export async function replaceDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
