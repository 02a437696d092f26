import { fail, type Result } from '@shutong/kernel';
import type { WideCheckpoint } from '../checkpoint/checkpoint.js';
import { readCheckpoint } from '../checkpoint/open-checkpoint.js';
import type { NoteFault } from '../note/fault.js';
import { openNote } from '../note/open-note.js';
import { meetsQuorum, type Policy } from './policy.js';

/** The checkpoint, once a key of the log named like the origin and a quorum of witnesses have signed it. */
export function verifyCheckpoint(note: string | Uint8Array, policy: Policy): Result<WideCheckpoint, NoteFault> {
  const opened = openNote(note, [...policy.logs, ...policy.witnesses]);
  if (!opened.ok) return opened;
  const signers = new Set(opened.value.signers);
  if (!policy.logs.some((log) => log.name === policy.origin && signers.has(log))) return fail('SIGNATURE_MISSING');
  const checkpoint = readCheckpoint(opened.value.text, policy.origin);
  if (!checkpoint.ok) return checkpoint;
  return meetsQuorum(policy.quorum, signers) ? checkpoint : fail('QUORUM_SHORT');
}
