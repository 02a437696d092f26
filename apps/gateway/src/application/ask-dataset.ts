import { type Clock, fail, inCatalogueOrder, ok, type ReleaseReason, type Result } from '@shutong/kernel';
import type { Directory, GatewaySeals } from '@shutong/trust';
import { type Answer, readAnswer } from '../domain/answer/read-answer.js';
import type { CheckedEntry } from '../domain/decision/proven-entry.js';
import { type Receipt, receiptOf } from '../domain/receipt/receipt.js';
import type { Refusal } from '../domain/refusal/refusal.js';
import type { AdmitQuery, RawQuery } from './admit-query.js';
import type { AdmitRequest, Caller } from './admit-request.js';
import type { Catalogue } from './catalogue.js';
import { olderOutcome } from './older-outcome.js';
import type { AdmittedQuery, PreparedQuery } from './prepare-query.js';
import type { Conclusion, SubmitQuestion } from './submit-question.js';
import type { Submissions } from './submissions.port.js';

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
  readonly submitQuestion: SubmitQuestion;
  readonly submissions: Submissions;
  readonly catalogue: Catalogue;
  readonly seals: GatewaySeals;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** One governed query from arrival to answer or refusal (protocol.md §6.1). */
export class AskDataset {
  constructor(private readonly parts: AskingParts) {}

  async execute(caller: Caller, raw: RawQuery): Promise<Result<ReleasedAnswer, Refusal>> {
    const token = await this.parts.admitRequest.execute(caller, 'query');
    if (!token.ok) return token;
    const admitted = await this.parts.admitQuery.query(raw, token.value);
    if (!admitted.ok) return admitted;
    const concluded = await this.parts.submitQuestion.execute(admitted.value);
    if (!concluded.ok) return concluded;
    const { prepared, conclusion } = concluded.value;
    return this.answer(admitted.value, prepared, conclusion);
  }

  private async answer(
    query: AdmittedQuery,
    prepared: PreparedQuery,
    conclusion: Conclusion,
  ): Promise<Result<ReleasedAnswer, Refusal>> {
    switch (conclusion.kind) {
      case 'deadline':
        return fail(await this.timeOut(prepared, conclusion.permitted));
      case 'replied':
        return this.release(query, prepared, conclusion);
      case 'decided':
        return fail(this.refusalOf(prepared, conclusion));
    }
  }

  /** A denial, or what stands recorded under the key of an earlier try. */
  private refusalOf(
    prepared: PreparedQuery,
    { entry, followers, isOlder }: Extract<Conclusion, { readonly kind: 'decided' }>,
  ): Refusal {
    const receipt = this.receiptOf(prepared, entry, !isOlder);
    if (isOlder) return olderOutcome(entry, followers, receipt, this.parts.clock.now());
    const why = entry.entry.k === 'query-denied' ? entry.entry.why : [];
    return { code: 'QUERY_DENIED', id: prepared.header.id, reasons: inCatalogueOrder(why), receipt };
  }

  private async release(
    query: AdmittedQuery,
    prepared: PreparedQuery,
    { permitted, reply }: Extract<Conclusion, { readonly kind: 'replied' }>,
  ): Promise<Result<ReleasedAnswer, Refusal>> {
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

  private receiptOf({ openings }: PreparedQuery, entry: CheckedEntry, isOwn: boolean): Receipt {
    return receiptOf(this.parts.directory.origin, entry, isOwn ? openings : undefined);
  }
}
