import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMark, type Mark } from '../../domain/mark.js';

/** The mark in the file system, outside the database: a restored backup cannot bring an older one with it. */
export class MarkFile {
  constructor(private readonly path: string) {}

  /** `undefined` when there is none; throws when the file holds anything but a mark. */
  async read(): Promise<Mark | undefined> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const value: unknown = JSON.parse(text);
    if (!isMark(value)) throw new Error('the mark file does not hold a mark');
    return value;
  }

  /** Durable when resolved: written beside, fsynced, renamed, folder fsynced. A crash leaves the old mark or the new one. */
  async write(mark: Mark): Promise<void> {
    const beside = `${this.path}.next`;
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(mark)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, this.path);
    const folder = await open(dirname(this.path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
