import { sign, verify } from 'node:crypto';
import { signatureLine } from './parse-note.js';
import type { NoteSigner } from './sign-note.js';
import type { VerifierKey } from './vkey.js';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const LATEST = 2n ** 63n - 1n;

/**
 * A witness's signature line over a note's text: "the largest consistent tree I have seen for this origin at `time`"
 * (unix seconds). Say it only after the tree was checked and stored.
 */
export function cosign(text: string, witness: NoteSigner, time: number): string {
  if (witness.type !== 4) throw new RangeError('a cosignature needs a witness key (type 4)');
  const seconds = BigInt(time);
  if (!isTime(seconds)) throw new RangeError('a cosignature has a time from 1 to 2^63 - 1');
  const stamp = Buffer.alloc(TIME_BYTES);
  stamp.writeBigUInt64BE(seconds);
  const signature = sign(null, Buffer.from(cosignedMessage(text, seconds)), witness.key);
  return signatureLine(witness.name, witness.keyId, Buffer.concat([stamp, signature]));
}

/** `payload`: big-endian time and signature, 72 bytes. */
export function verifyCosignature(text: string, payload: Uint8Array, key: VerifierKey): boolean {
  if (payload.length !== TIME_BYTES + SIGNATURE_BYTES) return false;
  const time = Buffer.from(payload).readBigUInt64BE(0);
  if (!isTime(time)) return false;
  return verify(null, Buffer.from(cosignedMessage(text, time)), key.publicKey, payload.subarray(TIME_BYTES));
}

/** The first line keeps a log's and a witness's signatures apart even if they shared a key. */
function cosignedMessage(text: string, seconds: bigint): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`;
}

/** Time 0 would make no statement about the largest tree. */
function isTime(seconds: bigint): boolean {
  return seconds >= 1n && seconds <= LATEST;
}
