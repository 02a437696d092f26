import { fail, ok, type Result } from '@shutong/kernel';
import type { NoteFault } from '../note/fault.js';
import { openNote } from '../note/open-note.js';
import type { VerifierKey } from '../note/vkey.js';
import { type Checkpoint, isPossible, parseCheckpointText, type WideCheckpoint } from './checkpoint.js';

/**
 * The checkpoint of one log: its key signed, and the origin is the key's name. Cosignatures are not looked at; for a
 * quorum see `verifyCheckpoint`.
 */
export function openCheckpoint(note: string | Uint8Array, key: VerifierKey): Result<Checkpoint, NoteFault> {
  const opened = openNote(note, [key]);
  if (!opened.ok) return opened;
  const checkpoint = readCheckpoint(opened.value.text, key.name);
  return checkpoint.ok ? narrow(checkpoint.value) : checkpoint;
}

/** What a verified text says about the tree of `origin`. */
export function readCheckpoint(text: string, origin: string): Result<WideCheckpoint, NoteFault> {
  const checkpoint = parseCheckpointText(text);
  if (checkpoint === undefined || !isPossible(checkpoint)) return fail('CHECKPOINT_MALFORMED');
  return checkpoint.origin === origin ? ok(checkpoint) : fail('ORIGIN_WRONG');
}

/** Our tree arithmetic works in numbers: a size from 2^53 on is refused, never rounded. */
export function narrow({ origin, size, root }: WideCheckpoint): Result<Checkpoint, NoteFault> {
  return size > Number.MAX_SAFE_INTEGER ? fail('SIZE_BEYOND_SAFE') : ok({ origin, size: Number(size), root });
}
