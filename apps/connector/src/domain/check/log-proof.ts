import { type DispatchItem, parseLeaf } from '@shutong/contracts';
import { fail, ok, type Result } from '@shutong/kernel';
import { type Hash, hashLeaf, resolvePath, verifyInclusion } from '@shutong/tlog';
import type { PermittedLeaf } from './proven-query.js';

/** A tree head that the pin has accepted. */
export interface TrustedHead {
  readonly size: number;
  readonly root: Hash;
}

/**
 * The entry is in the log at that index: the record's own path from the hash of its very bytes to the accepted root (row 1 of
 * protocol.md §7.2). Canonical and valid, and a permit: a denial in the log opens nothing (first part of row 2).
 */
export function proveLeaf(
  item: DispatchItem,
  hashes: readonly Hash[],
  head: TrustedHead,
): Result<{ readonly leaf: PermittedLeaf; readonly hash: Hash }, 'PROOF_INVALID'> {
  const proof = resolvePath(hashes, item.path);
  if (proof === undefined || item.index >= head.size) return fail('PROOF_INVALID');
  const hash = hashLeaf(Buffer.from(item.leaf));
  if (!verifyInclusion({ index: item.index, size: head.size, leaf: hash, proof, root: head.root })) return fail('PROOF_INVALID');
  return readPermit(item, hash);
}

/** What the text says, if it is a permit; whether it is in the log is not checked here. */
export function readPermit(
  item: DispatchItem,
  hash: Hash,
): Result<{ readonly leaf: PermittedLeaf; readonly hash: Hash }, 'PROOF_INVALID'> {
  const leaf = parseLeaf(item.leaf);
  return leaf.ok && leaf.value.k === 'query-permitted' ? ok({ leaf: leaf.value, hash }) : fail('PROOF_INVALID');
}
