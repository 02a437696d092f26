import { parseJson } from '@shutong/kernel';
import { Unreadable } from '../unreadable.js';
import { valueAt } from './json-pointer.js';

/** A row as the interface gives it. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** Largest answer in bytes, counted after any decompression. */
const MAX_BYTES = 4_000_000;
const MAX_DEPTH = 16;

const JSON_MEDIA_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/** The rows of an answer, at the JSON Pointer. Throws `Unreadable` on whatever is no plain answer: half of one says nothing. */
export async function rowsOfAnswer(answer: Response, pointer: string): Promise<readonly JsonRow[]> {
  if (answer.status !== 200) throw new Unreadable(`The interface answers with status ${String(answer.status)}.`);
  if (!JSON_MEDIA_TYPE.test(answer.headers.get('content-type') ?? ''))
    throw new Unreadable('The interface answers with another media type than application/json in UTF-8.');
  const parsed = parseJson(await bodyOf(answer), { maxBytes: MAX_BYTES, maxDepth: MAX_DEPTH });
  if (!parsed.ok) throw new Unreadable(`The interface answers with JSON that is refused: ${parsed.failure}.`);
  const rows = valueAt(parsed.value, pointer);
  if (!Array.isArray(rows) || !rows.every(isRow))
    throw new Unreadable('The interface answers with no list of objects where the mapping says that rows are.');
  return rows;
}

function isRow(value: unknown): value is JsonRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function bodyOf({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Unreadable(`The interface answers with more than ${String(MAX_BYTES)} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
