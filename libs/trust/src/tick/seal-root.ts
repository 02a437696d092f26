import { verify } from 'node:crypto';
import { fail, fromBase64Url, ok, type Result, toBase64, toBase64Url } from '@shutong/kernel';
import type { Hash } from '@shutong/tlog';
import type { Party, SignKeys } from '../directory/party.js';
import type { SigningKey } from '../keys/signing-key.js';

/** What a signature over a tree is for; the first line of the signed text, so that none passes for another or for a log note. */
export type SealPurpose = 'shutong/tick/v1' | 'shutong/reply/v1';

/** Member `t` of ticks and reply ticks (protocol.md §3.1). */
export interface RootSeal {
  readonly by: string;
  readonly kid: string;
  readonly n: number;
  readonly sig: string;
}

export function sealRoot(key: SigningKey, purpose: SealPurpose, n: number, root: Hash): RootSeal {
  return { by: key.code, kid: key.kid, n, sig: toBase64Url(key.sign(signedText(purpose, key.kid, n, root))) };
}

/** The party whose signature this is. A `kid` that is not a key of `by` is refused like a bad signature. */
export function verifyRoot(keys: SignKeys, purpose: SealPurpose, seal: RootSeal, root: Hash): Result<Party, 'SIGNATURE_INVALID'> {
  const signer = keys.signKey(seal.by, seal.kid);
  const signature = fromBase64Url(seal.sig);
  if (signer === undefined || signature === undefined) return fail('SIGNATURE_INVALID');
  const text = Buffer.from(signedText(purpose, seal.kid, seal.n, root));
  return verify(null, text, signer.key, signature) ? ok(signer.party) : fail('SIGNATURE_INVALID');
}

function signedText(purpose: SealPurpose, kid: string, n: number, root: Hash): string {
  return `${purpose}\n${kid}\n${String(n)}\n${toBase64(root)}\n`;
}
