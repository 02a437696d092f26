import { createHash, hash } from 'node:crypto';
import { toBase64Url } from './encoding.js';

/** SHA-256 over the parts in a row; texts count as UTF-8. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const [only] = parts;
  // The one-shot form costs half of createHash (prototype.md §5: 1.3 against 2.3 µs).
  if (parts.length === 1 && only !== undefined) return hash('sha256', only, 'buffer');
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** H of protocol.md: base64url SHA-256, 43 characters. */
export function hashText(text: string | Uint8Array): string {
  return toBase64Url(sha256(text));
}
