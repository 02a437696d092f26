import type { VerifierKey } from '../note/vkey.js';

export type QuorumMember =
  { readonly witness: VerifierKey } | { readonly threshold: number; readonly members: readonly QuorumMember[] };

/** Whom to believe about one log: its keys, the witnesses, and how many of these must have cosigned. */
export interface Policy {
  readonly origin: string;
  /** Type 1, named like the origin; two during a change of keys. */
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  readonly quorum: 'none' | QuorumMember;
}

/** Policy file of a log that no witness cosigns yet. */
export function policyOfLog(key: VerifierKey): string {
  return `log ${key.vkey}\nquorum none\n`;
}

/** Counts keys, never lines: one witness that signed twice is one. */
export function meetsQuorum(quorum: Policy['quorum'], signers: ReadonlySet<VerifierKey>): boolean {
  return quorum === 'none' || hasSigned(quorum, signers);
}

function hasSigned(member: QuorumMember, signers: ReadonlySet<VerifierKey>): boolean {
  if ('witness' in member) return signers.has(member.witness);
  return member.members.filter((each) => hasSigned(each, signers)).length >= member.threshold;
}
