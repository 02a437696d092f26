import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { fromBase64Url } from '@shutong/kernel';
import { signatureLine } from './parse-note.js';
import { keyIdOf, type KeyType, makeVkey } from './vkey.js';

/** A private key with what its signature lines say. Make it once: deriving the key id costs as much as a signature. */
export interface NoteSigner {
  readonly name: string;
  readonly type: KeyType;
  readonly keyId: number;
  readonly key: KeyObject;
  readonly vkey: string;
}

/** Throws RangeError for a key that is not Ed25519 or a name that no note can carry. */
export function noteSigner(name: string, type: KeyType, privateKey: KeyObject): NoteSigner {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new RangeError('notes are signed with Ed25519');
  const raw = fromBase64Url(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '') ?? new Uint8Array();
  return { name, type, keyId: keyIdOf(name, type, raw), key: privateKey, vkey: makeVkey(name, type, raw) };
}

/** The note: text, empty line, one signature line. The text ends in a newline, which is signed; the empty line is not. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n')) throw new RangeError('a signed text ends in a newline');
  if (signer.type !== 1) throw new RangeError('a note is signed with a log key (type 1)');
  return `${text}\n${signatureLine(signer.name, signer.keyId, sign(null, Buffer.from(text), signer.key))}`;
}
