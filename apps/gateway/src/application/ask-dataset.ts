import { isTickItem } from '@shutong/contracts';
import { type Clock, fail, inCatalogueOrder, ok, Pushback, type ReleaseReason, type Result } from '@shutong/kernel';
import type { Directory, GatewaySeals } from '@shutong/trust';
import { type Answer, readAnswer } from '../domain/answer/read-answer.js';
import type { NotaryLag } from '../domain/admission/notary-lag.js';
import type { CheckedEntry } from '../domain/decision/proven-entry.js';
import type { Receipt } from '../domain/receipt/receipt.js';
import type { EdgeRefusal, Refusal } from '../domain/refusal/refusal.js';
import type { AdmitQuery, RawQuery } from './admit-query.js';
import { type AdmitRequest, type Caller, whoAsks } from './admit-request.js';
import type { AwaitOutcome, Outcome } from './await-outcome.js';
import type { Catalogue } from './catalogue.js';
import type { OpenRequests } from './open-requests.js';
import { olderOutcome } from './older-outcome.js';
import type { AdmittedQuery, PreparedQuery, PrepareQuery } from './prepare-query.js';
import type { Refusals } from './refusals.js';
import { asError, SubmissionFailure, type Submissions } from './submissions.port.js';

export interface ReleasedAnswer {
  readonly id: string;
  readonly answer: Answer;
  readonly receipt: Receipt;
  readonly preferenceApplied?: string;
}

/** What the use case works with, each named by what it does. */
export interface AskingParts {
  readonly admitRequest: AdmitRequest;
  readonly admitQuery: AdmitQuery;
  readonly prepare: PrepareQuery;
  readonly awaitOutcome: AwaitOutcome;
  readonly refusals: Refusals;
  readonly submissions: Submissions;
  readonly open: OpenRequests;
  readonly catalogue: Catalogue;
  readonly seals: GatewaySeals;
  readonly directory: Directory;
  readonly lag: NotaryLag;
  readonly clock: Clock;
}

/** One governed query from arrival to answer or refusal (protocol.md §6.1). */
export class AskDataset {
  constructor(private readonly parts: AskingParts) {}

  async execute(caller: Caller, raw: RawQuery): Promise<Result<ReleasedAnswer, Refusal>> {
    const token = await this.parts.admitRequest.execute(caller, 'query');
    if (!token.ok) return token;
    const admitted = await this.parts.admitQuery.execute(raw, token.value);
    if (!admitted.ok) return admitted;
    this.refuseUnderLoad(admitted.value);
    const identity = this.parts.prepare.identify(admitted.value);
    const held = this.parts.open.find(identity.id);
    if (held !== undefined) return fail(await this.heldElsewhere(admitted.value, identity, held.fp));
    const prepared = await this.parts.prepare.execute(admitted.value, identity);
    if (prepared === undefined) return fail({ code: 'UNAVAILABLE', retryAfterSeconds: 30 });
    if (!isTickItem(prepared.item)) return fail(await this.refuseLength(admitted.value));
    // Two tries of one key, or many queries, may have been prepared side by side.
    const other = this.parts.open.find(identity.id);
    if (other !== undefined) return fail(await this.heldElsewhere(admitted.value, identity, other.fp));
    this.refuseUnderLoad(admitted.value);
    return this.submit(admitted.value, prepared);
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

  private async submit(query: AdmittedQuery, prepared: PreparedQuery): Promise<Result<ReleasedAnswer, Refusal>> {
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
  ): Promise<Result<ReleasedAnswer, Refusal>> {
    switch (outcome.kind) {
      case 'deadline':
        return fail(await this.timeOut(prepared, outcome.permitted));
      case 'replied':
        return this.release(query, prepared, outcome);
      case 'decided': {
        const { decided } = outcome;
        if (decided.kind === 'entry') return fail(this.refusalOfEntry(prepared, decided));
        if (decided.code === 'IDEMPOTENCY_CONFLICT') return fail(await this.recordConflict(query));
        return fail({ code: 'INTERNAL', id: prepared.header.id });
      }
    }
  }

  private refusalOfEntry(
    prepared: PreparedQuery,
    decided: { readonly entry: CheckedEntry; readonly followers: readonly CheckedEntry[]; readonly isOlder: boolean },
  ): Refusal {
    const { entry } = decided.entry;
    if (decided.isOlder)
      return olderOutcome(
        decided.entry,
        decided.followers,
        this.receiptOf(prepared, decided.entry, false),
        this.parts.clock.now(),
      );
    const receipt = this.receiptOf(prepared, decided.entry, true);
    const { id } = prepared.header;
    if (entry.k === 'query-denied') return { code: 'QUERY_DENIED', id, reasons: inCatalogueOrder(entry.why), receipt };
    // The notary's own refusal: nothing was decided and nothing is spent.
    const isStale = entry.k === 'refused-at-edge' && entry.why.includes('DEADLINE_PASSED');
    return { code: isStale ? 'TIMEOUT' : 'EPOCH_TURNED', id, receipt };
  }

  private async release(
    query: AdmittedQuery,
    prepared: PreparedQuery,
    outcome: Extract<Outcome, { readonly kind: 'replied' }>,
  ): Promise<Result<ReleasedAnswer, Refusal>> {
    const { permitted, reply } = outcome;
    const { id } = prepared.header;
    const receipt = this.receiptOf(prepared, permitted, true);
    if (reply.status === 'failed') return fail({ code: 'SOURCE_FAILED', id, reasons: inCatalogueOrder(reply.why), receipt });
    const answer = this.openAnswer(query, permitted, reply);
    if (!answer.ok) {
      await this.submitNotReleased(prepared, permitted, answer.failure);
      return fail({ code: answer.failure, id, receipt });
    }
    const { preferenceApplied } = query.headers;
    return ok({ id, answer: answer.value, receipt, ...(preferenceApplied !== undefined && { preferenceApplied }) });
  }

  private openAnswer(
    query: AdmittedQuery,
    permitted: CheckedEntry,
    reply: { readonly sealed: string; readonly lh: string },
  ): Result<Answer, 'ANSWER_INVALID' | 'RECORD_SCHEMA'> {
    const { entry } = permitted;
    if (entry.k !== 'query-permitted') return fail('ANSWER_INVALID');
    const publication = entry.use.d === undefined ? undefined : this.parts.catalogue.at(entry.ds, entry.use.d);
    const opened = this.parts.seals.openAnswer({ id: entry.id, lh: reply.lh, dept: entry.prov, sealed: reply.sealed });
    if (publication === undefined || !opened.ok) return fail('ANSWER_INVALID');
    return readAnswer(opened.value, entry, publication.contract, query.body.keys);
  }

  private async timeOut(prepared: PreparedQuery, permitted: CheckedEntry | undefined): Promise<Refusal> {
    await this.submitNotReleased(prepared, permitted, 'TIMEOUT');
    const receipt = permitted === undefined ? {} : { receipt: this.receiptOf(prepared, permitted, true) };
    return { code: 'TIMEOUT', id: prepared.header.id, ...receipt };
  }

  /** Best effort: without it the permitted entry stays open and counts as an access, which is the safe reading (protocol.md §6.6). */
  private async submitNotReleased(
    { header }: PreparedQuery,
    permitted: CheckedEntry | undefined,
    why: ReleaseReason,
  ): Promise<void> {
    const { id, shard, epoch } = header;
    const q = permitted === undefined ? {} : { q: permitted.index };
    const h = JSON.stringify({ v: 1, type: 'not-released', id, shard, epoch, why: [why], ...q });
    const attempt = this.parts.submissions.submit(shard, { h });
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 500));
    await Promise.race([attempt, patience]).catch(() => undefined);
    attempt.catch(() => undefined);
  }

  private receiptOf(prepared: PreparedQuery, { index, leaf, proof, entry }: CheckedEntry, isOwn: boolean): Receipt {
    const { origin } = this.parts.directory;
    return { id: entry.id, origin, index, entry: leaf, proof, ...(isOwn && { openings: prepared.openings }) };
  }
}
