import { constants, type BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Unreadable } from '../unreadable.js';

/** Largest file in bytes: its rows are kept in memory. */
const MAX_BYTES = 256_000_000n;
const CHUNK_BYTES = 65_536;

/**
 * One opened state of a file. What is read comes from the handle, so a file that takes its name meanwhile does not mix in; one that is
 * written in place while it is read is refused afterwards (`expectUnchanged`).
 */
export class CsvFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly stats: BigIntStats,
  ) {}

  /** Throws `Unreadable` on what is missing, no plain file (a link could lead out of the folder) or too large. */
  static async open(folder: string, name: string): Promise<CsvFile> {
    // Without O_NONBLOCK a named pipe would be waited for.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const handle = await open(join(folder, name), flags).catch(refuse);
    try {
      const stats = await handle.stat({ bigint: true });
      if (!stats.isFile()) throw new Unreadable('It is no plain file.');
      if (stats.size > MAX_BYTES) throw new Unreadable(`It is larger than ${String(MAX_BYTES)} bytes.`);
      return new CsvFile(handle, stats);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Differs whenever the content may. */
  get state(): string {
    const { dev, ino, size, mtimeNs } = this.stats;
    return [dev, ino, size, mtimeNs].join(' ');
  }

  /** The bytes of that state, until the signal. */
  async *chunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const size = Number(this.stats.size);
    for (let at = 0; at < size;) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await this.handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, at);
      if (bytesRead === 0) throw new Unreadable('It was cut while it was read.');
      yield buffer.subarray(0, Math.min(bytesRead, size - at));
      at += bytesRead;
    }
  }

  /** A file that takes the name does not matter here: the old one ends as it began. */
  async expectUnchanged(): Promise<void> {
    const { size, mtimeNs } = await this.handle.stat({ bigint: true });
    if (size !== this.stats.size || mtimeNs !== this.stats.mtimeNs)
      throw new Unreadable('It was written while it was read: write another file and rename it.');
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function refuse(error: unknown): never {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  throw new Unreadable(`It cannot be opened: ${code}.`);
}
