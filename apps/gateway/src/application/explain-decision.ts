import { type Clock, fail, inCatalogueOrder, ok, type Result } from '@shutong/kernel';
import type { AccessToken, Directory } from '@shutong/trust';
import { type DayLimit, secondsToNextDay } from '../domain/admission/day-limit.js';
import { type Receipt, receiptOf } from '../domain/receipt/receipt.js';
import type { Refusal } from '../domain/refusal/refusal.js';
import type { AdmitQuery, RawRequest } from './admit-query.js';
import { type AdmitRequest, type Caller, whoAsks } from './admit-request.js';
import type { Refusals } from './refusals.js';
import type { ConcludedQuestion, SubmitQuestion } from './submit-question.js';

/** What would be decided of a question, and on what. */
export interface Explanation {
  readonly id: string;
  readonly result: 'permit' | 'deny';
  /** All reasons of a denial, in catalogue order; none of a permit. */
  readonly reasons: readonly string[];
  /** Log index of the grant that was judged. */
  readonly grant?: number;
  readonly fields: readonly string[];
  /** Profile in force by field, where it is not m0. */
  readonly mask: Readonly<Record<string, string>>;
  /** Filter in force; of a denial the one asked for. */
  readonly rows?: { readonly region: readonly string[] };
  readonly receipt: Receipt;
}

export interface GivenExplanation {
  readonly explanation: Explanation;
  readonly preferenceApplied?: string;
}

export interface ExplainingParts {
  readonly admitRequest: AdmitRequest;
  readonly admitQuery: AdmitQuery;
  readonly submitQuestion: SubmitQuestion;
  readonly refusals: Refusals;
  /** Explanations of a system in a day: each tells whether a consent exists (protocol.md §6.4). */
  readonly limit: DayLimit;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Asks the same function what would happen, without asking the department; spends nothing, and stands in the log (protocol.md §6.4). */
export class ExplainDecision {
  constructor(private readonly parts: ExplainingParts) {}

  async execute(caller: Caller, raw: RawRequest): Promise<Result<GivenExplanation, Refusal>> {
    const token = await this.parts.admitRequest.execute(caller, 'query');
    if (!token.ok) return token;
    const limited = await this.refuseOverLimit(token.value);
    if (limited !== undefined) return fail(limited);
    const admitted = await this.parts.admitQuery.explain(raw, token.value);
    if (!admitted.ok) return admitted;
    const concluded = await this.parts.submitQuestion.execute(admitted.value);
    const explanation = concluded.ok ? this.explanationOf(concluded.value) : concluded;
    if (!explanation.ok) return explanation;
    const { preferenceApplied } = admitted.value.headers;
    return ok({ explanation: explanation.value, ...(preferenceApplied !== undefined && { preferenceApplied }) });
  }

  private async refuseOverLimit(token: AccessToken): Promise<Refusal | undefined> {
    const now = this.parts.clock.now();
    if (this.parts.limit.take(token.system, now)) return undefined;
    return this.parts.refusals.record({ code: 'RATE_LIMITED', retryAfterSeconds: secondsToNextDay(now) }, whoAsks(token));
  }

  private explanationOf({ prepared, conclusion }: ConcludedQuestion): Result<Explanation, Refusal> {
    const { id } = prepared.header;
    const leaf = conclusion.kind === 'decided' ? conclusion.entry.entry : undefined;
    // At the deadline it may stand in the log, or come there.
    if (conclusion.kind !== 'decided' || leaf?.k !== 'explained') return fail({ code: 'TIMEOUT', id });
    const { res, why = [], use, fields, mask = {}, rows } = leaf;
    const openings = conclusion.isOlder ? undefined : prepared.openings;
    return ok({
      id,
      result: res,
      reasons: inCatalogueOrder(why),
      ...(use.g !== undefined && { grant: use.g }),
      fields,
      mask,
      ...(rows !== undefined && { rows }),
      receipt: receiptOf(this.parts.directory.origin, conclusion.entry, openings),
    });
  }
}
