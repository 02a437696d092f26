import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { fromBase64Url, type Randomness, toBase64Url } from '@shutong/kernel';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A256GCM with a random 96-bit nonce: `<nonce>.<ciphertext‖tag>`, both base64url. At most 2^32 texts under one key (SP 800-38D §8.3). */
export function sealBox(key: KeyObject, aad: string, plaintext: string, randomness: Randomness): string {
  const nonce = randomness.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${toBase64Url(nonce)}.${toBase64Url(body)}`;
}

/** The plaintext, or undefined when text, tag, key or AAD are not those it was sealed with. */
export function openBox(key: KeyObject, aad: string, nonce: string, body: string): Uint8Array | undefined {
  const nonceBytes = fromBase64Url(nonce);
  const bytes = fromBase64Url(body);
  if (nonceBytes?.byteLength !== NONCE_BYTES || bytes === undefined || bytes.byteLength < TAG_BYTES) return undefined;
  const tagAt = bytes.byteLength - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceBytes, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(bytes.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, tagAt)), decipher.final()]);
  } catch {
    // Node reports a wrong tag by an exception without a code of its own; nothing else can fail here.
    return undefined;
  }
}
