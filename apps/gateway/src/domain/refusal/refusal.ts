import type { ProblemCode } from '@shutong/kernel';

/** Why a request is not answered with what it asked for; the HTTP adapter turns it into problem+json. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly id?: string;
  readonly index?: number;
  /** Catalogue order. */
  readonly reasons?: readonly string[];
  readonly receipt?: unknown;
  /** Place and rule, never a value. */
  readonly findings?: readonly string[];
  readonly retryAfterSeconds?: number;
}
