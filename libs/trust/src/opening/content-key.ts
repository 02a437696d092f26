import { createSecretKey, type KeyObject } from 'node:crypto';
import { type Randomness, sha256, toBase64Url } from '@shutong/kernel';
import { CompactEncrypt, compactDecrypt, importJWK, type JWK } from 'jose';

/** The key under which one sealer's openings of one hour stand, and the form in which it travels to the audit key. */
export interface ContentKey {
  readonly okid: string;
  readonly jwe: string;
  readonly key: KeyObject;
}

const KEY_BYTES = 32;
const WRAP = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' } as const;

/** A fresh content key, wrapped for the audit. Through jose: once an hour, not on the hot path. */
export async function makeContentKey(audit: JWK, randomness: Randomness): Promise<ContentKey> {
  const bytes = randomness.bytes(KEY_BYTES);
  const jwe = await new CompactEncrypt(bytes).setProtectedHeader(WRAP).encrypt(await importJWK(audit, WRAP.alg));
  return { okid: okidOf(jwe), jwe, key: createSecretKey(Buffer.from(bytes)) };
}

/** The audit's side. Undefined when the JWE is not one of ours or not for this key. */
export async function unwrapContentKey(jwe: string, audit: JWK): Promise<ContentKey | undefined> {
  try {
    const { plaintext } = await compactDecrypt(jwe, await importJWK(audit, WRAP.alg), {
      keyManagementAlgorithms: [WRAP.alg],
      contentEncryptionAlgorithms: [WRAP.enc],
    });
    if (plaintext.byteLength !== KEY_BYTES) return undefined;
    return { okid: okidOf(jwe), jwe, key: createSecretKey(Buffer.from(plaintext)) };
  } catch {
    // Whatever jose refuses here (form, algorithm, tag) is an opening that cannot be read; the caller reports it as such.
    return undefined;
  }
}

function okidOf(jwe: string): string {
  return toBase64Url(sha256(jwe).subarray(0, 16));
}
