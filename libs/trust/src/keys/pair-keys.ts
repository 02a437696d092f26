import { join } from 'node:path';
import { isFileFault } from './file-fault.js';
import { loadSecretKey } from './secret-key.js';

const SAFE_NAME = /^[A-Za-z0-9-]{1,32}$/;

/**
 * The pair keys that this process was given, `<epoch>/<prov>.<cons>.key` under one folder (protocol.md §1). Each is read when it is
 * first asked for and kept: a new pair of departments needs no restart. The number of files bounds what is kept.
 */
export class PairKeys {
  readonly #found = new Map<string, Uint8Array>();

  constructor(private readonly folder: string) {}

  /** Undefined when there is no such key. Throws on a file that is open to others or of another form. */
  async find(epoch: string, prov: string, cons: string): Promise<Uint8Array | undefined> {
    // The names come out of messages: none of them may climb out of the folder.
    if (![epoch, prov, cons].every((name) => SAFE_NAME.test(name))) return undefined;
    const place = join(this.folder, epoch, `${prov}.${cons}.key`);
    const known = this.#found.get(place);
    if (known !== undefined) return known;
    try {
      const key = await loadSecretKey(place);
      this.#found.set(place, key);
      return key;
    } catch (error) {
      if (isFileFault(error, 'ENOENT')) return undefined;
      throw error;
    }
  }
}
