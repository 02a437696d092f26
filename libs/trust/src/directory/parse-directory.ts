import { createPublicKey } from 'node:crypto';
import { fromBase64, parseJson } from '@shutong/kernel';
import { type Hash, parseVkey, type VerifierKey } from '@shutong/tlog';
import type { JWK } from 'jose';
import { listOf, membersOf, objectOf, refuse, textOf } from './directory-form.js';
import { parseParty } from './parse-party.js';
import type { Party } from './party.js';

/** What `.data/trust/directory.json` says, checked (protocol.md §1). */
export interface DirectoryText {
  readonly origin: string;
  readonly vkey: VerifierKey;
  /** Public P-256 key of the audit, for content keys. */
  readonly audit: JWK;
  /** Shard → departments. */
  readonly shards: ReadonlyMap<string, readonly string[]>;
  readonly parties: readonly Party[];
  /** A head known beforehand. */
  readonly pin: { readonly size: number; readonly root: Hash } | undefined;
}

const MAX_BYTES = 4_000_000;

/** Throws with a sentence: a directory that cannot be read as meant must stop the start, not shrink the checks. */
export function parseDirectory(text: string): DirectoryText {
  const parsed = parseJson(text, { maxBytes: MAX_BYTES, maxDepth: 6 });
  if (!parsed.ok) return refuse(`not readable, ${parsed.failure}`);
  const members = membersOf(parsed.value, 'the file', ['v', 'origin', 'vkey', 'audit', 'shards', 'parties'], ['pin']);
  if (members['v'] !== 1) refuse('unknown version');
  const origin = textOf(members['origin'], 'origin');
  const shards = shardsOf(members['shards']);
  const parties = listOf(members['parties'], 'parties').map(parseParty);
  refuseDoubles(parties);
  for (const party of parties) {
    if (party.home !== undefined && !shards.has(party.home)) refuse(`${party.code} lives in an unknown shard`);
  }
  return {
    origin,
    vkey: vkeyOf(members['vkey'], origin),
    audit: auditKeyOf(members['audit']),
    shards,
    parties,
    pin: members['pin'] === undefined ? undefined : pinOf(members['pin']),
  };
}

function vkeyOf(value: unknown, origin: string): VerifierKey {
  const key = parseVkey(textOf(value, 'vkey'));
  if (!key.ok) return refuse('vkey is malformed');
  if (key.value.name !== origin || key.value.type !== 1) refuse('vkey is not the log key of origin');
  return key.value;
}

function auditKeyOf(value: unknown): JWK {
  const members = membersOf(value, 'audit', ['kty', 'crv', 'x', 'y'], ['kid']);
  if (members['kty'] !== 'EC' || members['crv'] !== 'P-256') refuse('audit is no P-256 key');
  const key = { kty: 'EC', crv: 'P-256', x: textOf(members['x'], 'audit.x'), y: textOf(members['y'], 'audit.y') };
  // Throws on a point that is not on the curve: at start, not when the first opening is sealed.
  createPublicKey({ key, format: 'jwk' });
  return key;
}

function shardsOf(value: unknown): ReadonlyMap<string, readonly string[]> {
  const shards = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const [shard, entry] of Object.entries(objectOf(value, 'shards'))) {
    const { departments } = membersOf(entry, `shard ${shard}`, ['departments'], []);
    const codes = listOf(departments, `departments of ${shard}`).map((code) => textOf(code, 'a department'));
    for (const code of codes) {
      // Two shards of one department could each permit what the other has withdrawn.
      if (seen.has(code)) refuse(`${code} stands in two shards`);
      seen.add(code);
    }
    shards.set(shard, codes);
  }
  return shards;
}

function pinOf(value: unknown): { readonly size: number; readonly root: Hash } {
  const { size, root } = membersOf(value, 'pin', ['size', 'root'], []);
  const bytes = fromBase64(textOf(root, 'pin.root'));
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1) return refuse('pin.size is not a size from 1 on');
  return bytes?.byteLength === 32 ? { size, root: bytes } : refuse('pin.root is not a hash');
}

function refuseDoubles(parties: readonly Party[]): void {
  const codes = new Set<string>();
  const keys = new Set<string>();
  const departments = new Set<string>();
  for (const party of parties) {
    if (codes.has(party.code)) refuse(`${party.code} is listed twice`);
    codes.add(party.code);
    for (const { kid } of [...party.sign, ...party.seal]) {
      // One key for two parties would let either speak for the other.
      if (keys.has(kid)) refuse(`key ${kid} is listed twice`);
      keys.add(kid);
    }
    if (party.dept !== undefined && departments.has(party.dept)) refuse(`${party.dept} has two connectors`);
    if (party.dept !== undefined) departments.add(party.dept);
  }
}
