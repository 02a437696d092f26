import { type KeyObject, sign } from 'node:crypto';
import { basename } from 'node:path';
import { kidOf, spkiOf } from './kid.js';
import { loadPrivateKey } from './private-key.js';

/** A party's Ed25519 key for ticks, replies and facts. */
export interface SigningKey {
  /** The party, as the directory lists it. */
  readonly code: string;
  readonly kid: string;
  /** 64 bytes. */
  sign(message: Uint8Array | string): Uint8Array;
}

const FILE_NAME = /^(?<code>[A-Za-z0-9@._:-]{1,64})\.sign\.pem$/;

/** Reads `<code>.sign.pem`; the file's name says whose key it is (protocol.md §3.8). */
export async function loadSigningKey(path: string): Promise<SigningKey> {
  const code = FILE_NAME.exec(basename(path))?.groups?.['code'];
  if (code === undefined) throw new Error(`${path} is not named <code>.sign.pem`);
  return signingKey(code, await loadPrivateKey(path, 'ed25519'));
}

export function signingKey(code: string, key: KeyObject): SigningKey {
  const signOne = (message: Uint8Array | string): Uint8Array =>
    sign(null, typeof message === 'string' ? Buffer.from(message) : message, key);
  return { code, kid: kidOf(spkiOf(key)), sign: signOne };
}
