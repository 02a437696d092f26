import { readFile } from 'node:fs/promises';
import { replaceDurably } from '@shutong/trust';
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

  /** Durable when resolved: a crash leaves the old mark or the new one, whole. */
  write(mark: Mark): Promise<void> {
    return replaceDurably(this.path, `${JSON.stringify(mark)}\n`);
  }
}
