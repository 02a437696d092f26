import { createPublicKey, type KeyObject } from 'node:crypto';
import { sha256, toBase64Url } from '@shutong/kernel';

/** Names a public key: base64url(H(SPKI DER)[0:8]) (protocol.md §1). */
export function kidOf(spki: Uint8Array): string {
  return toBase64Url(sha256(spki).subarray(0, 8));
}

/** SPKI DER of the public half of a private key. */
export function spkiOf(privateKey: KeyObject): Uint8Array {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
}
