import { createPublicKey, type KeyObject } from 'node:crypto';
import { fail, fromBase64, ok, type Result, sha256, toBase64, toBase64Url } from '@shutong/kernel';
import type { NoteFault } from './fault.js';
import { isKeyName } from './key-name.js';

/** 1: Ed25519 over the note's text (logs). 4: Ed25519 cosignature with time (witnesses). */
export type KeyType = 1 | 4;

export interface VerifierKey {
  readonly name: string;
  /** First four bytes of H(name ‖ 0x0A ‖ type ‖ key), big-endian. */
  readonly keyId: number;
  readonly type: KeyType;
  /** The 32 bytes of the Ed25519 public key. */
  readonly raw: Uint8Array;
  readonly publicKey: KeyObject;
  /** The text it was parsed from. */
  readonly vkey: string;
}

const RAW_BYTES = 32;
const KEY_ID_HEX = /^[0-9a-f]{8}$/;

export function keyIdOf(name: string, type: KeyType, raw: Uint8Array): number {
  return Buffer.from(sha256(name, Uint8Array.of(0x0a, type), raw)).readUInt32BE(0);
}

/** `name+hex8+base64(type ‖ key)`. Throws RangeError for a name or key that no note can carry. */
export function makeVkey(name: string, type: KeyType, raw: Uint8Array): string {
  if (!isKeyName(name) || raw.length !== RAW_BYTES) throw new RangeError('a verifier key needs a name and 32 bytes');
  const id = keyIdOf(name, type, raw).toString(16).padStart(8, '0');
  return `${name}+${id}+${toBase64(Buffer.concat([Uint8Array.of(type), raw]))}`;
}

/** Strict: no white space around it, lower-case id, id recomputed. */
export function parseVkey(text: string): Result<VerifierKey, NoteFault> {
  // The base64 part may hold further plus signs.
  const [name, id, ...rest] = text.split('+');
  const coded = fromBase64(rest.join('+'));
  if (name === undefined || id === undefined || coded === undefined) return fail('VKEY_MALFORMED');
  const [type] = coded;
  if (!isKeyName(name) || !KEY_ID_HEX.test(id) || (type !== 1 && type !== 4)) return fail('VKEY_MALFORMED');
  const raw = coded.subarray(1);
  if (raw.length !== RAW_BYTES || keyIdOf(name, type, raw) !== Number.parseInt(id, 16)) return fail('VKEY_MALFORMED');
  return ok({ name, keyId: Number.parseInt(id, 16), type, raw, publicKey: ed25519(raw), vkey: text });
}

function ed25519(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(raw) }, format: 'jwk' });
}
