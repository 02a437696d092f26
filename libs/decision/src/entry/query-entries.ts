import type { Commitments, EntryFrame, MaskProfile, Rows } from './frame.js';

/** What a decision rested on: log indices of dataset, grant, policy and consent. A denial holds `p` and what was found. */
export interface Use {
  readonly p: number;
  readonly d?: number;
  readonly g?: number;
  readonly c?: number;
}

/** What was asked, as the log has it. */
export interface AskedMembers {
  readonly cons: string;
  readonly sys: string;
  readonly prov: string;
  readonly ds: string;
  readonly mode: string;
  readonly purpose: string;
  readonly basis: string;
  readonly law: string;
  readonly role: string;
  readonly fields: readonly string[];
  readonly rows?: Rows;
  /** Pseudonym of the subject, exactly when the basis is consent (B2). */
  readonly sub?: string;
  readonly c: Commitments;
}

export interface QueryPermitted extends EntryFrame, AskedMembers {
  readonly k: 'query-permitted';
  /** Profile in force, where it is not m0. */
  readonly mask?: Readonly<Record<string, MaskProfile>>;
  readonly use: Use;
}

export interface QueryDenied extends EntryFrame, AskedMembers {
  readonly k: 'query-denied';
  readonly why: readonly string[];
  readonly use: Use;
}

export interface Explained extends EntryFrame, AskedMembers {
  readonly k: 'explained';
  readonly res: 'permit' | 'deny';
  readonly mask?: Readonly<Record<string, MaskProfile>>;
  readonly why?: readonly string[];
  readonly use: Use;
}

export interface RefusedAtEdge extends EntryFrame {
  readonly k: 'refused-at-edge';
  readonly why: readonly string[];
  readonly n: number;
  readonly cons?: string;
  readonly sys?: string;
  readonly prov?: string;
  readonly ds?: string;
  readonly c?: Commitments;
}

export interface Answered extends EntryFrame {
  readonly k: 'answered';
  readonly q: number;
  readonly prov: string;
  readonly ver: string;
  readonly fields: readonly string[];
  readonly ms: number;
  readonly c: Commitments;
  readonly ep?: string;
}

export interface Failed extends EntryFrame {
  readonly k: 'failed';
  readonly q: number;
  readonly prov: string;
  readonly why: readonly string[];
  readonly ms: number;
  readonly ep?: string;
}

export interface NotReleased extends EntryFrame {
  readonly k: 'not-released';
  readonly q: number;
  readonly why: readonly string[];
  readonly ep?: string;
}

export type QueryEntry = QueryPermitted | QueryDenied | Explained | RefusedAtEdge | Answered | Failed | NotReleased;
