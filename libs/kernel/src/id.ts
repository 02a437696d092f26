import { fromBase64Url, toBase64Url } from './encoding.js';
import type { Randomness } from './randomness.js';

declare const idBrand: unique symbol;

/** Exchange id or fact id: 16 bytes, base64url, 22 characters (ledger.md §3). */
export type Id = string & { readonly [idBrand]: true };

const ID_BYTES = 16;

export function newId(randomness: Randomness): Id {
  return idOf(randomness.bytes(ID_BYTES));
}

/** The id that 16 derived bytes spell, as for `Idempotency-Key` (protocol.md §5.3). */
export function idOf(bytes: Uint8Array): Id {
  if (bytes.byteLength !== ID_BYTES) throw new RangeError('an id has 16 bytes');
  return toBase64Url(bytes) as Id;
}

export function isId(text: string): text is Id {
  return text.length === 22 && fromBase64Url(text) !== undefined;
}
