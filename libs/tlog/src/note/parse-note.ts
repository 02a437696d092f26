import { fail, fromBase64, ok, type Result } from '@shutong/kernel';
import { decodeStrictly, hasOnlyNewlines } from '../text/strict-text.js';
import type { NoteFault } from './fault.js';
import { isKeyName } from './key-name.js';

export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** What follows the key id: a signature, or time and signature. */
  readonly payload: Uint8Array;
}

export interface Note {
  /** The signed text with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MAX_SIGNATURES = 100;
const KEY_ID_BYTES = 4;
const LINE_START = '— ';

/** The form of a C2SP signed note, every signature line's too. Nothing is verified here. */
export function parseNote(note: string | Uint8Array): Result<Note, NoteFault> {
  const whole = decodeStrictly(note);
  if (whole === undefined || !hasOnlyNewlines(whole)) return fail('NOTE_MALFORMED');
  // The text may hold empty lines of its own: the last one separates.
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n')) return fail('NOTE_MALFORMED');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return fail('NOTE_MALFORMED');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return fail('NOTE_MALFORMED');
    signatures.push(signature);
  }
  return ok({ text: whole.slice(0, split + 1), signatures });
}

export function signatureLine(name: string, keyId: number, payload: Uint8Array): string {
  const bytes = Buffer.alloc(KEY_ID_BYTES + payload.length);
  bytes.writeUInt32BE(keyId, 0);
  bytes.set(payload, KEY_ID_BYTES);
  return `${LINE_START}${name} ${bytes.toString('base64')}\n`;
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(LINE_START)) return undefined;
  const [name, coded, ...more] = line.slice(LINE_START.length).split(' ');
  if (name === undefined || coded === undefined || more.length > 0 || !isKeyName(name)) return undefined;
  const bytes = fromBase64(coded);
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: Buffer.from(bytes).readUInt32BE(0), payload: bytes.subarray(KEY_ID_BYTES) };
}
