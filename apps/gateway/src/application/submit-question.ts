import { isTickItem, type ReplyItem } from '@shutong/contracts';
import { type Clock, fail, ok, Pushback, type Result } from '@shutong/kernel';
import type { Directory } from '@shutong/trust';
import type { NotaryLag } from '../domain/admission/notary-lag.js';
import type { CheckedEntry } from '../domain/decision/proven-entry.js';
import { receiptOf } from '../domain/receipt/receipt.js';
import type { EdgeRefusal, Refusal } from '../domain/refusal/refusal.js';
import { whoAsks } from './admit-request.js';
import type { AwaitOutcome, Outcome } from './await-outcome.js';
import type { OpenRequests } from './open-requests.js';
import type { AdmittedQuery, PreparedQuery, PrepareQuery } from './prepare-query.js';
import type { Refusals } from './refusals.js';
import { asError, SubmissionFailure, type Submissions } from './submissions.port.js';

/** What became of a question that the notary has taken. */
export type Conclusion =
  | {
      readonly kind: 'decided';
      readonly entry: CheckedEntry;
      readonly followers: readonly CheckedEntry[];
      readonly isOlder: boolean;
    }
  | { readonly kind: 'replied'; readonly permitted: CheckedEntry; readonly reply: ReplyItem }
  | { readonly kind: 'deadline'; readonly permitted?: CheckedEntry };

export interface ConcludedQuestion {
  readonly prepared: PreparedQuery;
  readonly conclusion: Conclusion;
}

/** What the use case works with, each named by what it does. */
export interface SubmittingParts {
  readonly prepare: PrepareQuery;
  readonly awaitOutcome: AwaitOutcome;
  readonly refusals: Refusals;
  readonly submissions: Submissions;
  readonly open: OpenRequests;
  readonly directory: Directory;
  readonly lag: NotaryLag;
  readonly clock: Clock;
}

/** The way of an admitted question to the notary and back (protocol.md §6.1 steps 2 to 6), whether it is to be answered or explained. */
export class SubmitQuestion {
  constructor(private readonly parts: SubmittingParts) {}

  async execute(question: AdmittedQuery): Promise<Result<ConcludedQuestion, Refusal>> {
    this.refuseUnderLoad(question);
    const identity = this.parts.prepare.identify(question);
    const held = this.parts.open.find(identity.id);
    if (held !== undefined) return fail(await this.heldElsewhere(question, identity, held.fp));
    const prepared = await this.parts.prepare.execute(question, identity);
    if (prepared === undefined) return fail({ code: 'UNAVAILABLE', retryAfterSeconds: 30 });
    if (!isTickItem(prepared.item)) return fail(await this.refuseLength(question));
    // Two tries of one key, or many queries, may have been prepared side by side.
    const other = this.parts.open.find(identity.id);
    if (other !== undefined) return fail(await this.heldElsewhere(question, identity, other.fp));
    this.refuseUnderLoad(question);
    return this.submit(question, prepared);
  }

  /** Nothing was sent yet, so 503 is true (protocol.md §8, back-pressure). */
  private refuseUnderLoad(query: AdmittedQuery): void {
    const { open, lag, submissions } = this.parts;
    const isLagging = lag.ms > (query.headers.waitSeconds * 1_000) / 2;
    const hasRoom = open.hasRoomFor(query.publication.contract.document.providerUscc);
    if (!submissions.isUp || !hasRoom || isLagging) throw new Pushback(1);
  }

  private async heldElsewhere(
    query: AdmittedQuery,
    identity: { readonly id: string; readonly fp?: string },
    fp: string | undefined,
  ): Promise<Refusal> {
    if (identity.fp === fp) return { code: 'QUERY_IN_PROGRESS', id: identity.id, retryAfterSeconds: 1 };
    return this.recordConflict(query);
  }

  private recordConflict(query: AdmittedQuery): Promise<Refusal> {
    return this.record(query, { code: 'IDEMPOTENCY_CONFLICT' });
  }

  /** One item over its limit would condemn the whole tick, and with it everybody else's queries in it (protocol.md §3.9, §9). */
  private refuseLength(query: AdmittedQuery): Promise<Refusal> {
    return this.record(query, { code: 'QUERY_SCHEMA', findings: ['the question must not be longer than 24 kB once sealed'] });
  }

  private record({ token, publication }: AdmittedQuery, refusal: EdgeRefusal): Promise<Refusal> {
    const { document, ds } = publication.contract;
    return this.parts.refusals.record(refusal, { ...whoAsks(token), prov: document.providerUscc, ds });
  }

  private async submit(query: AdmittedQuery, prepared: PreparedQuery): Promise<Result<ConcludedQuestion, Refusal>> {
    const { shard } = prepared.header;
    const { ended, close } = this.parts.awaitOutcome.execute(prepared, this.parts.clock.now());
    const sending = this.parts.submissions.submit(shard, prepared.item).then(() => undefined, asError);
    const failure = await Promise.race([sending, ended.then(() => undefined)]);
    if (failure instanceof SubmissionFailure && failure.fault === 'NOTHING_SENT') {
      close();
      return fail({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    }
    if (failure !== undefined && !(failure instanceof SubmissionFailure)) throw failure;
    // From here on it may stand in Kafka: only the log's word, the department's, or 504.
    return this.conclude(query, prepared, await ended);
  }

  private async conclude(
    query: AdmittedQuery,
    prepared: PreparedQuery,
    outcome: Outcome,
  ): Promise<Result<ConcludedQuestion, Refusal>> {
    if (outcome.kind !== 'decided') return ok({ prepared, conclusion: outcome });
    const { decided } = outcome;
    const { id } = prepared.header;
    if (decided.kind === 'none')
      return fail(decided.code === 'IDEMPOTENCY_CONFLICT' ? await this.recordConflict(query) : { code: 'INTERNAL', id });
    const { entry, followers, isOlder } = decided;
    const { entry: leaf } = entry;
    if (leaf.k !== 'refused-at-edge') return ok({ prepared, conclusion: { kind: 'decided', entry, followers, isOlder } });
    // The notary's own refusal: nothing was decided and nothing is spent.
    const code = leaf.why.includes('DEADLINE_PASSED') ? 'TIMEOUT' : 'EPOCH_TURNED';
    const openings = isOlder ? undefined : prepared.openings;
    return fail({ code, id, receipt: receiptOf(this.parts.directory.origin, entry, openings) });
  }
}
