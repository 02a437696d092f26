import type { Entry } from '@shutong/decision';
import { canonicalJson, hashText, newId, type Randomness, toInstant } from '@shutong/kernel';
import type { Directory, Party } from '@shutong/trust';
import type { OwnDraft } from './own-draft.js';
import type { KeyChange, KeysInForce } from './keys-in-force.js';
import type { Tables } from './tables.js';

/** Rules number this code decides by (ledger.md §3, Versions). */
const RULES = 1;

/** Who writes and when: the notary's own entries have no submission. */
export interface OwnFrame {
  readonly notary: string;
  /** Epoch ms. */
  readonly at: number;
  readonly randomness: Randomness;
}

/** An entry of the notary's own: `src.d` is H of the JCS of its own members (ledger.md §3). */
export function ownEntry(k: 'epoch.opened' | 'key.changed', members: Readonly<Record<string, unknown>>, frame: OwnFrame): Entry {
  const src = { by: frame.notary, d: hashText(canonicalJson(members)) };
  return { v: 1, k, at: toInstant(frame.at), id: newId(frame.randomness), src, ...members } as unknown as Entry;
}

/** A `key.changed` for every key of the directory the log has never spoken of (protocol.md §1). */
export function missingKeys(directory: Directory, keys: KeysInForce, frame: OwnFrame): readonly Entry[] {
  return directory.parties
    .flatMap((party) => [
      ...party.sign.map(({ spki }) => ({ party, key: hashText(spki), alg: undefined })),
      ...party.seal.map(({ spki }) => ({ party, key: hashText(spki), alg: 'X25519' })),
    ])
    .filter(({ party, key }) => !keys.knows(party.code, key))
    .map(({ party, key, alg }) => ownEntry('key.changed', keyMembers(party, key, alg, frame.at), frame));
}

function keyMembers(party: Party, key: string, alg: string | undefined, at: number): Readonly<Record<string, unknown>> {
  return {
    who: party.code,
    use: party.use,
    act: 'add',
    key,
    from: toInstant(at),
    ...(party.dept === undefined ? {} : { dept: party.dept }),
    ...(alg === undefined ? {} : { alg }),
  };
}

export interface LogStart {
  /** Entries the log has. */
  readonly size: number;
  readonly epoch: string;
  readonly shard: string;
  readonly tables: Tables;
  readonly schemas: string;
  readonly directory: Directory;
  readonly keys: KeysInForce;
}

/** What a start has to log: the opening of an empty epoch, then every key the log lacks. */
export function firstEntries(start: LogStart, frame: OwnFrame): readonly OwnDraft[] {
  const { epoch, shard, schemas, tables } = start;
  const keys = missingKeys(start.directory, start.keys, frame).map((entry) => ({ entry }));
  if (start.size > 0) return keys;
  const opened = ownEntry('epoch.opened', { epoch, shard, rules: RULES, schemas, tables: tables.hash }, frame);
  return [{ entry: opened, document: tables }, ...keys];
}

/** What a `key.changed` entry changes. */
export function keyChangeOf(entry: Entry & { readonly k: 'key.changed' }): KeyChange {
  return { who: entry.who, key: entry.key, act: entry.act, from: Date.parse(entry.from) };
}
