import { createHmac } from 'node:crypto';
import { canonicalJson, type Id, idOf, toBase64Url } from '@shutong/kernel';

/** The id of a repeatable request: the same for every gateway of the node, guessed by nobody without K_idem (protocol.md §5.3). */
export function idempotentId(idemKey: Uint8Array, kind: 'query' | 'explain', system: string, key: string): Id {
  const tag = createHmac('sha256', idemKey).update(`${kind}\n${system}\n${key}`).digest();
  return idOf(tag.subarray(0, 16));
}

/** `fp`: tells another body under the same key. Keyed, because a bare hash of a body with one person number can be guessed. */
export function bodyFingerprint(idemKey: Uint8Array, path: string, body: unknown): string {
  return toBase64Url(
    createHmac('sha256', idemKey)
      .update(canonicalJson([path, body]))
      .digest(),
  );
}
