import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from './result.js';

export type JsonFault =
  'NOT_JSON' | 'DUPLICATE_KEY' | 'FORBIDDEN_NAME' | 'LONE_SURROGATE' | 'NUL_CHARACTER' | 'TOO_DEEP' | 'TOO_LONG' | 'NOT_UTF8';

export interface JsonLimits {
  /** Of the UTF-8 text. */
  readonly maxBytes: number;
  /** Objects and arrays inside each other; a bare object is 1. */
  readonly maxDepth: number;
}

/**
 * JSON as this project accepts it from outside: no duplicate keys, no `__proto__`, no lone surrogates, no U+0000
 * (PostgreSQL's jsonb refuses it), no byte order mark, bounded length and depth. The engine's own parser takes the last of two
 * equal keys, so a checker and a reader could see different values.
 */
export function parseJson(input: string | Uint8Array, limits: JsonLimits): Result<unknown, JsonFault> {
  const text = textWithin(input, limits.maxBytes);
  if (!text.ok) return text;
  let value: unknown;
  try {
    value = JSON.parse(text.value);
  } catch {
    return fail('NOT_JSON');
  }
  const fault = isPlain(text.value) ? faultOfDepth(value, limits.maxDepth) : faultOfValue(value, limits.maxDepth);
  if (fault !== undefined) return fail(fault);
  // JSON.stringify keeps the order of keys, so a text it reproduces has no key twice; our own producers write such texts.
  if (JSON.stringify(value) === text.value) return ok(value);
  return hasDuplicateKey(text.value) ? fail('DUPLICATE_KEY') : ok(value);
}

function textWithin(input: string | Uint8Array, maxBytes: number): Result<string, JsonFault> {
  if (typeof input === 'string') return Buffer.byteLength(input) > maxBytes ? fail('TOO_LONG') : ok(input);
  if (input.byteLength > maxBytes) return fail('TOO_LONG');
  if (!isUtf8(input)) return fail('NOT_UTF8');
  return ok(Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString('utf8'));
}

/** Without escapes no string can hold what its text does not show, so one look at the text replaces one at each string. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !text.includes('\\u') && !text.includes('__proto__');
}

function faultOfDepth(value: unknown, depthLeft: number): JsonFault | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depthLeft === 0) return 'TOO_DEEP';
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && faultOfDepth(member, depthLeft - 1) !== undefined) return 'TOO_DEEP';
  }
  return undefined;
}

function faultOfValue(value: unknown, depthLeft: number): JsonFault | undefined {
  if (typeof value === 'string') return faultOfString(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depthLeft === 0) return 'TOO_DEEP';
  if (Array.isArray(value)) return firstFault(value, depthLeft - 1);
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') return 'FORBIDDEN_NAME';
    const fault = faultOfString(name) ?? faultOfValue(member, depthLeft - 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function firstFault(items: readonly unknown[], depthLeft: number): JsonFault | undefined {
  for (const item of items) {
    const fault = faultOfValue(item, depthLeft);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfString(text: string): JsonFault | undefined {
  if (text.includes('\0')) return 'NUL_CHARACTER';
  return text.isWellFormed() ? undefined : 'LONE_SURROGATE';
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** For texts that JSON.parse has accepted: only then do these tokens tell keys from values. */
function hasDuplicateKey(text: string): boolean {
  const scopes: Set<string>[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') scopes.push(new Set());
    else if (token === '}' || token === ']') scopes.pop();
    else if (token === ':') {
      const key = String(JSON.parse(previous));
      const seen = scopes.at(-1);
      if (seen?.has(key) === true) return true;
      seen?.add(key);
    }
    previous = token;
  }
  return false;
}
