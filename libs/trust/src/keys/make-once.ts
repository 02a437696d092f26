import { chmod, link, mkdir, open, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isFileFault } from './file-fault.js';

/** Makes private files that are missing and leaves the others alone. */
export class OnceMaker {
  readonly #made: string[] = [];

  get made(): readonly string[] {
    return this.#made;
  }

  async folder(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true, mode: 0o700 });
    // mkdir's mode is narrowed by the umask and never widened; chmod only on what this start has made.
    if (first !== undefined) await chmod(path, 0o700);
  }

  /**
   * Written beside, fsynced and linked into place: a crash leaves no half key, and an existing file is never overwritten
   * (link fails where rename would replace). Resolves when a whole file is there, ours or an older one.
   */
  async file(path: string, content: () => Promise<string> | string, mode = 0o600): Promise<void> {
    const beside = `${path}.new`;
    const file = await open(beside, 'w', mode);
    try {
      await file.writeFile(await content());
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(beside, path);
      this.#made.push(`${basename(dirname(path))}/${basename(path)}`);
    } catch (error) {
      if (!isFileFault(error, 'EEXIST')) throw error;
    } finally {
      await unlink(beside);
    }
  }
}
