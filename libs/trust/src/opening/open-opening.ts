import { fromBase64Url, parseJson } from '@shutong/kernel';
import { openBox } from '../sealing/box.js';
import type { ContentKey } from './content-key.js';

/** What an opening holds: the entry's salt and every committed value. */
export interface Opening {
  readonly entrySalt: Uint8Array;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Binds an opening to its entry's id. */
export function openingAad(id: string): string {
  return `shutong/opening/v1\n${id}`;
}

/** Opens item member `o` of the entry `id`. Undefined when it is another key's, another entry's or malformed. */
export function openOpening(contentKey: ContentKey, id: string, text: string): Opening | undefined {
  const [okid, nonce, body, ...rest] = text.split('.');
  if (okid !== contentKey.okid || nonce === undefined || body === undefined || rest.length > 0) return undefined;
  const plaintext = openBox(contentKey.key, openingAad(id), nonce, body);
  return plaintext === undefined ? undefined : parseOpening(plaintext);
}

function parseOpening(plaintext: Uint8Array): Opening | undefined {
  const parsed = parseJson(plaintext, { maxBytes: 64_000, maxDepth: 16 });
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return undefined;
  const { salt, values } = parsed.value as { readonly salt?: unknown; readonly values?: unknown };
  const entrySalt = typeof salt === 'string' ? fromBase64Url(salt) : undefined;
  if (entrySalt?.byteLength !== 32 || typeof values !== 'object' || values === null) return undefined;
  return { entrySalt, values: { ...values } };
}
