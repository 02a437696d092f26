import { sha256 } from '@shutong/kernel';

/** What makes a submission one of its kind: `ledger.md` §5 step 2. */
export type DedupClass = 'query' | 'refused' | 'explain' | 'outcome' | 'release' | 'fact';

/** H(`shutong/dedup/v1\n<class>\n<owner>\n<id>`), 32 bytes: unique within an epoch, so that no submission gets two entries (invariant 7). */
export function dedupKey(dedupClass: DedupClass, owner: string, id: string): Uint8Array {
  return sha256(`shutong/dedup/v1\n${dedupClass}\n${owner}\n${id}`);
}

/** The service a code belongs to: `consent-1` and `consent-2` are instances of `consent`, and a fact sent by both is one fact. */
export function serviceName(code: string): string {
  return code.replace(/-\d+$/, '');
}
