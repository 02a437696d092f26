import { parseLeaf, type ProvenEntry } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { fail, ok, type Result } from '@shutong/kernel';
import { type Hash, hashLeaf, resolvePath, verifyInclusion, writeTlogProof } from '@shutong/tlog';
import type { VerifiedHead } from '@shutong/trust';

/** An entry whose inclusion under a verified head was checked. */
export interface CheckedEntry {
  readonly index: number;
  readonly leaf: string;
  readonly entry: Entry;
  readonly leafHash: Hash;
  /** `c2sp.org/tlog-proof@v1` text. */
  readonly proof: string;
}

/** Row 2 of protocol.md §7.3: inclusion under the head, canonical leaf of a known form. `hashes`: the record's pool. */
export function checkEntry(
  proven: ProvenEntry,
  hashes: readonly Hash[],
  head: VerifiedHead,
): Result<CheckedEntry, 'PROOF_INVALID'> {
  const proof = resolvePath(hashes, proven.path);
  if (proof === undefined || proven.index >= head.size) return fail('PROOF_INVALID');
  const leafHash = hashLeaf(Buffer.from(proven.leaf));
  const isIncluded = verifyInclusion({ index: proven.index, size: head.size, leaf: leafHash, proof, root: head.root });
  if (!isIncluded) return fail('PROOF_INVALID');
  const parsed = parseLeaf(proven.leaf);
  if (!parsed.ok) return fail('PROOF_INVALID');
  return ok({
    index: proven.index,
    leaf: proven.leaf,
    entry: parsed.value,
    leafHash,
    proof: writeTlogProof({ index: proven.index, proof, checkpoint: head.note }),
  });
}
