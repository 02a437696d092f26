import type { Id } from '@shutong/kernel';

/** Members of every header (protocol.md §3.2). `sd`, `od`, `dd` are H of `s`, `o`, `doc`, exactly when these are there. */
interface HeaderFrame {
  readonly v: 1;
  readonly id: Id;
  readonly shard: string;
  readonly epoch: string;
  readonly sd?: string;
  readonly od?: string;
  readonly dd?: string;
}

/** What is asked, in the words of the leaf (ledger.md §3). */
export interface Question {
  readonly cons: string;
  readonly sys: string;
  readonly prov: string;
  readonly ds: string;
  readonly mode: string;
  readonly purpose: string;
  readonly basis: string;
  readonly law: string;
  readonly role: string;
  /** Sorted set. */
  readonly fields: readonly string[];
  /** As asked; absent where the query names no region. */
  readonly rows?: { readonly region: readonly string[] };
  /** Pseudonym of the subject, exactly with basis B2. */
  readonly sub?: string;
  readonly c: { readonly subject?: string; readonly op: string; readonly query: string; readonly case?: string };
}

interface AskingHeader extends HeaderFrame, Question {
  readonly deadline: string;
  /** Code of the gateway that waits. */
  readonly replyTo: string;
  /** HMAC of path and body, with an idempotency key (protocol.md §5.3). */
  readonly fp?: string;
}

export interface QueryHeader extends AskingHeader {
  readonly type: 'query';
  readonly sd: string;
  readonly od: string;
}

export interface ExplainHeader extends AskingHeader {
  readonly type: 'explain';
  readonly od: string;
}

export interface RefusedHeader extends HeaderFrame {
  readonly type: 'refused';
  readonly why: readonly string[];
  /** How many refusals this stands for. */
  readonly n: number;
  readonly cons?: string;
  readonly sys?: string;
  readonly prov?: string;
  readonly ds?: string;
  readonly c?: { readonly query: string };
}

export interface NotReleasedHeader extends HeaderFrame {
  readonly type: 'not-released';
  readonly why: readonly string[];
  readonly q?: number;
}

export interface AnsweredHeader extends HeaderFrame {
  readonly type: 'answered';
  readonly q: number;
  readonly prov: string;
  readonly ver: string;
  readonly fields: readonly string[];
  /** 1, 2, 5, 10, 20, 50 …, rounded up. */
  readonly ms: number;
  readonly c: { readonly result: string; readonly rows: string };
  readonly ep?: string;
  readonly od: string;
}

export interface FailedHeader extends HeaderFrame {
  readonly type: 'failed';
  readonly q: number;
  readonly prov: string;
  readonly why: readonly string[];
  readonly ms: number;
  readonly ep?: string;
}

/** A fact: the kind and its plain members, which the leaf schema checks when the notary makes the entry. */
export interface FactHeader extends HeaderFrame {
  readonly type: 'fact';
  readonly k: string;
  readonly deadline: string;
  readonly replyTo: string;
  readonly ep?: string;
  readonly [member: string]: unknown;
}

export type Header = QueryHeader | ExplainHeader | RefusedHeader | NotReleasedHeader | AnsweredHeader | FailedHeader | FactHeader;
