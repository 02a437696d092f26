import { readFile } from 'node:fs/promises';
import type { Hash, VerifierKey } from '@shutong/tlog';
import type { JWK } from 'jose';
import { type DirectoryText, parseDirectory } from './parse-directory.js';
import type { Party, PartyKey, Signer, SignKeys } from './party.js';

/** The public keys and places of a node, fixed while a process runs (protocol.md §1). */
export class Directory implements SignKeys {
  readonly origin: string;
  /** Last part of the origin, e.g. `2026h2`. */
  readonly epoch: string;
  readonly vkey: VerifierKey;
  readonly audit: JWK;
  readonly parties: readonly Party[];
  readonly shards: ReadonlyMap<string, readonly string[]>;
  readonly pin: { readonly size: number; readonly root: Hash } | undefined;

  readonly #byCode = new Map<string, Party>();
  readonly #connectors = new Map<string, Party>();
  readonly #signers = new Map<string, Signer>();
  readonly #shardOf = new Map<string, string>();

  private constructor(text: DirectoryText) {
    this.origin = text.origin;
    this.epoch = text.origin.slice(text.origin.lastIndexOf('/') + 1);
    this.vkey = text.vkey;
    this.audit = text.audit;
    this.parties = text.parties;
    this.shards = text.shards;
    this.pin = text.pin;
    for (const party of text.parties) this.#list(party);
    for (const [shard, departments] of text.shards) {
      for (const department of departments) this.#shardOf.set(department, shard);
    }
  }

  /** Reads the file. Throws with a sentence when it is not a directory. */
  static async load(path: string): Promise<Directory> {
    return Directory.parse(await readFile(path, 'utf8'));
  }

  static parse(text: string): Directory {
    return new Directory(parseDirectory(text));
  }

  #list(party: Party): void {
    this.#byCode.set(party.code, party);
    if (party.dept !== undefined) this.#connectors.set(party.dept, party);
    for (const { kid, key } of party.sign) this.#signers.set(`${party.code}\n${kid}`, { party, key });
  }

  party(code: string): Party | undefined {
    return this.#byCode.get(code);
  }

  /** The one connector of a department. */
  connectorOf(department: string): Party | undefined {
    return this.#connectors.get(department);
  }

  /** A key of `by`; a foreign `kid` finds nothing. */
  signKey(by: string, kid: string): Signer | undefined {
    return this.#signers.get(`${by}\n${kid}`);
  }

  shardOf(department: string): string | undefined {
    return this.#shardOf.get(department);
  }
}

/** The key that new seals for this party use. */
export function sealKeyInUse(party: Party): PartyKey | undefined {
  return party.seal[0];
}
