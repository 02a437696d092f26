import { type ProblemCode, PROBLEMS } from '@shutong/kernel';

/** What a problem may say beside its catalogue text (protocol.md §5.1). No value of the request, ever. */
export interface ProblemDetails {
  readonly id?: string;
  readonly reasons?: readonly string[];
  readonly receipt?: unknown;
  /** Log index of the recorded entry, with FACT_RECORDED. */
  readonly index?: number;
  /** Sentences that name a place in the request and the rule it breaks, such as `/keys/idNo: must match pattern`. */
  readonly findings?: readonly string[];
}

/** An answer of the HTTP edge: application/problem+json (RFC 9457) from the one catalogue. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.name = 'ProblemError';
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  body(): Record<string, unknown> {
    const { status, title, hint } = PROBLEMS[this.code];
    return { type: `urn:shutong:problem:${this.code}`, title, status, code: this.code, hint, ...this.details };
  }
}
