import { sha256 } from '@shutong/kernel';

/** What makes a submission one of its kind: `ledger.md` §5 step 2. */
export type DedupClass = 'query' | 'refused' | 'explain' | 'outcome' | 'release' | 'fact';

/** H(`shutong/dedup/v1\n<class>\n<owner>\n<id>`), 32 bytes: unique within an epoch, so that no submission gets two entries (invariant 7). */
export function dedupKey(dedupClass: DedupClass, owner: string, id: string): Uint8Array {
  return sha256(`shutong/dedup/v1\n${dedupClass}\n${owner}\n${id}`);
}
