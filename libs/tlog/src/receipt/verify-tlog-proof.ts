import { fail, ok, type Result } from '@shutong/kernel';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { narrow } from '../checkpoint/open-checkpoint.js';
import { hashLeaf } from '../hashing/hash.js';
import { verifyInclusion } from '../inclusion/verify.js';
import type { NoteFault } from '../note/fault.js';
import type { Policy } from '../policy/policy.js';
import { verifyCheckpoint } from '../policy/verify-checkpoint.js';
import { parseTlogProof } from './tlog-proof.js';

/** Where an entry stands, and in which tree. */
export interface Proven {
  readonly index: number;
  readonly checkpoint: Checkpoint;
}

/** Offline: these entry bytes stand in a tree whose head the policy accepts. `extra` is not looked at. */
export function verifyTlogProof(
  proof: string | Uint8Array,
  entry: Uint8Array,
  policy: Policy,
): Result<Proven, NoteFault | 'PROOF_MALFORMED' | 'PROOF_WRONG'> {
  const parsed = parseTlogProof(proof);
  if (!parsed.ok) return parsed;
  const verified = verifyCheckpoint(parsed.value.checkpoint, policy);
  if (!verified.ok) return verified;
  const checkpoint = narrow(verified.value);
  if (!checkpoint.ok) return checkpoint;
  const { index, proof: siblings } = parsed.value;
  const { size, root } = checkpoint.value;
  const holds = verifyInclusion({ index, size, leaf: hashLeaf(entry), proof: siblings, root });
  return holds ? ok({ index, checkpoint: checkpoint.value }) : fail('PROOF_WRONG');
}
