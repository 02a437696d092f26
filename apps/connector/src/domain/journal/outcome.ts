/** What became of a permitted query, as journaled and submitted. Holds no data: of an answer only its digest. */
export type Outcome = AnsweredOutcome | FailedOutcome;

interface OutcomeOf {
  readonly id: string;
  /** Log index of the permit. */
  readonly index: number;
  /** Epoch ms of the query's deadline; the id is forgotten ten minutes later. */
  readonly deadlineMs: number;
  /** Rounded duration. */
  readonly ms: number;
}

export interface AnsweredOutcome extends OutcomeOf {
  readonly kind: 'answered';
  /** H of the plaintext. */
  readonly digest: string;
  /** Row count; committed, because 0 or 1 tells about a person. */
  readonly count: number;
  /** entrySalt of the outcome, base64url: a repeat carries the same commitments. */
  readonly salt: string;
  readonly ver: string;
  readonly fields: readonly string[];
}

export interface FailedOutcome extends OutcomeOf {
  readonly kind: 'failed';
  readonly why: readonly string[];
}

/** A permit taken to be read for. */
export interface TakenPermit {
  readonly id: string;
  readonly index: number;
  /** Leaf hash, base64. */
  readonly lh: string;
  readonly deadlineMs: number;
}
