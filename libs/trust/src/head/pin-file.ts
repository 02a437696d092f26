import { readFile } from 'node:fs/promises';
import { fromBase64, toBase64 } from '@shutong/kernel';
import { equalHashes, openCheckpoint } from '@shutong/tlog';
import type { Directory } from '../directory/directory.js';
import { replaceDurably } from './durable-file.js';
import type { VerifiedHead } from './verified-head.js';
import { isFileFault } from '../keys/file-fault.js';

/** The largest verified head on disk, `.data/<code>/pin.json`: without it a restart would believe an older or another history. */
export class PinFile {
  constructor(
    private readonly path: string,
    private readonly directory: Directory,
  ) {}

  /** The pin, else the directory's, else undefined. Throws on a file that is not a pin of this origin. */
  async read(): Promise<VerifiedHead | undefined> {
    const text = await this.#text();
    if (text !== undefined) return this.#parse(text);
    const { pin } = this.directory;
    return pin === undefined ? undefined : { ...pin, note: '' };
  }

  /** Resolves when the pin is on disk. */
  async write(head: VerifiedHead): Promise<void> {
    const pin = { v: 1, origin: this.directory.origin, size: head.size, root: toBase64(head.root), note: head.note };
    await replaceDurably(this.path, `${JSON.stringify(pin)}\n`);
  }

  async #text(): Promise<string | undefined> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if (isFileFault(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  #parse(text: string): VerifiedHead {
    const { origin, note, size, root } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (origin !== this.directory.origin)
      throw new Error(`${this.path} is the pin of another origin: move it away when the epoch has turned`);
    const checkpoint = typeof note === 'string' ? openCheckpoint(note, this.directory.vkey) : undefined;
    if (typeof note !== 'string' || checkpoint?.ok !== true) throw new Error(`${this.path} holds no note signed by the log`);
    const bytes = typeof root === 'string' ? fromBase64(root) : undefined;
    if (checkpoint.value.size !== size || bytes === undefined || !equalHashes(bytes, checkpoint.value.root)) {
      throw new Error(`${this.path} does not say what its note says`);
    }
    return { size: checkpoint.value.size, root: checkpoint.value.root, note };
  }
}
