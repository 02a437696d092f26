import { fromBase64Url, parseJson } from '@shutong/kernel';
import { fieldSalt } from '../commitment/commitment.js';
import { openBox } from '../sealing/box.js';
import type { ContentKey } from './content-key.js';

/** What an opening holds: the value of every field that can still be opened, and the salt that goes with it. */
export interface Opening {
  readonly salts: Readonly<Record<string, Uint8Array>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Which of its two plaintexts an opening has: as it was sealed, or what an erasure left of it. */
export interface ReadOpening extends Opening {
  /** The entry's salt, which opens every field, the erased ones too, to whoever guesses a value. */
  readonly hasEntrySalt: boolean;
}

const SALT_BYTES = 32;

/** Binds an opening to its entry's id. */
export function openingAad(id: string): string {
  return `shutong/opening/v1\n${id}`;
}

/** Opens item member `o` of the entry `id`. Undefined when it is another key's, another entry's or malformed. */
export function openOpening(contentKey: ContentKey, id: string, text: string): Opening | undefined {
  const read = readOpening(contentKey, id, text);
  return read === undefined ? undefined : { salts: read.salts, values: read.values };
}

/** `openOpening`, for who has to seal it again. */
export function readOpening(contentKey: ContentKey, id: string, text: string): ReadOpening | undefined {
  const [okid, nonce, body, ...rest] = text.split('.');
  if (okid !== contentKey.okid || nonce === undefined || body === undefined || rest.length > 0) return undefined;
  const plaintext = openBox(contentKey.key, openingAad(id), nonce, body);
  return plaintext === undefined ? undefined : parseOpening(plaintext);
}

/** `{salt, values}` as sealed, `{salts, values}` once a field was erased; both closed. */
function parseOpening(plaintext: Uint8Array): ReadOpening | undefined {
  const parsed = parseJson(plaintext, { maxBytes: 64_000, maxDepth: 16 });
  if (!parsed.ok || !isObject(parsed.value)) return undefined;
  const { salt, salts, values, ...rest } = parsed.value;
  if (!isObject(values) || Object.keys(rest).length > 0) return undefined;
  if (salts === undefined) return wholeOpening(saltOf(salt), values);
  return salt === undefined && isObject(salts) ? reducedOpening(salts, values) : undefined;
}

function wholeOpening(entrySalt: Uint8Array | undefined, values: Readonly<Record<string, unknown>>): ReadOpening | undefined {
  if (entrySalt === undefined) return undefined;
  const salts = Object.keys(values).map((field) => [field, fieldSalt(entrySalt, field)] as const);
  return { salts: Object.fromEntries(salts), values, hasEntrySalt: true };
}

/** A salt without its value, or a value without its salt, is none of ours. */
function reducedOpening(
  texts: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): ReadOpening | undefined {
  const fields = Object.keys(values);
  if (Object.keys(texts).length !== fields.length) return undefined;
  const salts: [field: string, salt: Uint8Array][] = [];
  for (const field of fields) {
    const salt = Object.hasOwn(texts, field) ? saltOf(texts[field]) : undefined;
    if (salt === undefined) return undefined;
    salts.push([field, salt]);
  }
  return { salts: Object.fromEntries(salts), values, hasEntrySalt: false };
}

function saltOf(text: unknown): Uint8Array | undefined {
  const salt = typeof text === 'string' ? fromBase64Url(text) : undefined;
  return salt?.byteLength === SALT_BYTES ? salt : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
