import type { EdgeReason, RequestProblem } from '@shutong/kernel';

/** Codes of protocol.md §5.2. `DEADLINE_PASSED` stands in entries only: who waits is told `TIMEOUT`. */
export type AnswerCode = Exclude<RequestProblem, 'DEADLINE_PASSED'>;

/** Why a request is not answered with what it asked for; the HTTP adapter turns it into problem+json. */
export interface Refusal {
  readonly code: AnswerCode;
  readonly id?: string;
  readonly index?: number;
  /** Catalogue order. */
  readonly reasons?: readonly string[];
  readonly receipt?: unknown;
  /** Place and rule, never a value. */
  readonly findings?: readonly string[];
  readonly retryAfterSeconds?: number;
}

/** One that is recorded before it is answered (protocol.md §6.3). */
export interface EdgeRefusal extends Refusal {
  readonly code: EdgeReason;
}
