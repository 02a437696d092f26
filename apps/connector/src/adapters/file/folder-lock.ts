import { open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a process of that number lives; the own number in an old lock is a predecessor's (containers give the same one again). */
function isAnotherAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // Nobody has that number any more, or it is not ours to ask about: a predecessor ran under our own account.
    return false;
  }
}

/** Keeps a second connector off the journal: two writers would each forget what the other has read for. */
export class FolderLock {
  private constructor(private readonly path: string) {}

  /** Throws with a sentence when another live process holds the folder. */
  static async take(folder: string): Promise<FolderLock> {
    const path = join(folder, 'lock');
    const holder = Number(await readFile(path, 'utf8').catch(() => 'NaN'));
    if (isAnotherAlive(holder))
      throw new Error(`process ${String(holder)} works with the journal ${folder}: one connector per department`);
    const file = await open(path, 'w', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return new FolderLock(path);
  }

  async release(): Promise<void> {
    await unlink(this.path);
  }
}
