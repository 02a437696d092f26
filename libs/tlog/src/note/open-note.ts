import { verify } from 'node:crypto';
import { fail, ok, type Result } from '@shutong/kernel';
import { verifyCosignature } from './cosignature.js';
import type { NoteFault } from './fault.js';
import { type Note, type NoteSignature, parseNote } from './parse-note.js';
import type { VerifierKey } from './vkey.js';

export interface OpenedNote {
  readonly text: string;
  /** The known keys that signed, each once however many lines it has. */
  readonly signers: readonly VerifierKey[];
}

const SIGNATURE_BYTES = 64;

/**
 * The text, once at least one known key has signed it. Lines of unknown (name, key id) pairs are skipped; **every** line
 * of a known key has to verify, or a second, bad line could be slipped in.
 */
export function openNote(note: string | Uint8Array, keys: readonly VerifierKey[]): Result<OpenedNote, NoteFault> {
  const parsed = parseNote(note);
  return parsed.ok ? verifySignatures(parsed.value, keys) : parsed;
}

export function verifySignatures(note: Note, keys: readonly VerifierKey[]): Result<OpenedNote, NoteFault> {
  const signers = new Set<VerifierKey>();
  for (const signature of note.signatures) {
    const key = keys.find((known) => known.name === signature.name && known.keyId === signature.keyId);
    if (key === undefined) continue;
    if (!isGood(note.text, signature, key)) return fail('SIGNATURE_WRONG');
    signers.add(key);
  }
  return signers.size === 0 ? fail('SIGNATURE_MISSING') : ok({ text: note.text, signers: [...signers] });
}

function isGood(text: string, { payload }: NoteSignature, key: VerifierKey): boolean {
  if (key.type === 4) return verifyCosignature(text, payload, key);
  return payload.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), key.publicKey, payload);
}
