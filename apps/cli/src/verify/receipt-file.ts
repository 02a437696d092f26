import { parseJson } from '@shutong/kernel';
import { wrong } from './wrong.js';

/** A receipt as the gateway answered it (protocol.md §5.4). */
export interface ReceiptFile {
  readonly id: string;
  readonly origin: string;
  readonly index: number;
  readonly entry: string;
  readonly proof: string;
  readonly openings?: Readonly<Record<string, { readonly salt: string; readonly value: unknown }>>;
}

const LIMITS = { maxBytes: 1_048_576, maxDepth: 16 };
const MEMBERS: ReadonlySet<string> = new Set(['id', 'origin', 'index', 'entry', 'proof', 'openings']);

/**
 * Receipts in a file: one as it stands, or the `receipt` of an answer saved by curl, or all entries of `GET /v1/receipts/{id}`.
 * Throws `Wrong` on another shape (step 1 of protocol.md §5.4).
 */
export function receiptsIn(bytes: Uint8Array): readonly ReceiptFile[] {
  const parsed = parseJson(bytes, LIMITS);
  if (!parsed.ok || !isObject(parsed.value)) throw wrong('receipt', 'the file is no JSON object');
  const { value } = parsed;
  if (isObject(value['receipt'])) return [checked(value['receipt'])];
  const { id, origin, entries } = value;
  if (Array.isArray(entries) && entries.length > 0 && entries.every(isObject))
    return entries.map((entry) => checked({ id, origin, ...entry }));
  return [checked(value)];
}

function checked(value: Readonly<Record<string, unknown>>): ReceiptFile {
  const { id, origin, index, entry, proof, openings } = value;
  const isClosed = Object.keys(value).every((name) => MEMBERS.has(name));
  const areTexts = [id, origin, entry, proof].every((text) => typeof text === 'string');
  const areOpenings = openings === undefined || (isObject(openings) && Object.values(openings).every(isOpening));
  if (!isClosed || !areTexts || !Number.isSafeInteger(index) || !areOpenings) throw wrong('receipt', 'the file is no receipt');
  return value as unknown as ReceiptFile;
}

function isOpening(value: unknown): boolean {
  return isObject(value) && typeof value['salt'] === 'string' && 'value' in value && Object.keys(value).length === 2;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
