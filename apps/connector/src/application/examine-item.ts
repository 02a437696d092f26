import type { DispatchItem } from '@shutong/contracts';
import { type Clock, fail, fromInstant, ok, type Result, toBase64 } from '@shutong/kernel';
import { type Hash, hashLeaf } from '@shutong/tlog';
import type { DepartmentSeals, PairKeys, TickItemVerifier } from '@shutong/trust';
import { isInTime } from '../domain/check/deadline.js';
import { proveLeaf, readPermit, type TrustedHead } from '../domain/check/log-proof.js';
import type { PermittedLeaf, ProvenQuery } from '../domain/check/proven-query.js';
import { isSameQuestion } from '../domain/check/same-question.js';
import { verifyHeader } from '../domain/check/signed-header.js';
import type { Standing } from '../domain/journal/ledger-of-work.js';
import type { Outcome } from '../domain/journal/outcome.js';
import { hasKeys, hasRules } from '../domain/question/can-answer.js';
import { type Question, readQuestion } from '../domain/question/question.js';
import type { Documents, ServedDataset } from './documents.port.js';

/** Where this connector stands. */
export interface Post {
  /** USCC of the department. */
  readonly department: string;
  /** Epoch of the log, which names the pair keys. */
  readonly epoch: string;
}

/** A query that may be read for. */
export interface ReadyQuery {
  readonly query: ProvenQuery;
  readonly question: Question;
  readonly dataset: ServedDataset;
}

export type FailureCode =
  'PROOF_INVALID' | 'DEADLINE_PASSED' | 'HEAD_UNKNOWN' | 'COMMITMENT_MISMATCH' | 'DEPARTMENT_VETO' | 'SOURCE_DOWN';

export type Verdict =
  | { readonly kind: 'ready'; readonly ready: ReadyQuery }
  | { readonly kind: 'failed'; readonly why: FailureCode }
  /** Answered or failed before: that outcome again. */
  | { readonly kind: 'repeat'; readonly outcome: Outcome }
  | { readonly kind: 'dropped' }
  /** Its dataset document has not arrived. */
  | { readonly kind: 'held' };

/** The checks of protocol.md §7.2 on one item, in the order of the table, all before the source is touched. */
export class ExamineItem {
  constructor(
    private readonly post: Post,
    private readonly ticks: TickItemVerifier,
    private readonly seals: DepartmentSeals,
    private readonly pairKeys: PairKeys,
    private readonly documents: Documents,
    private readonly clock: Clock,
  ) {}

  /** Rows 1 and 2: it is in the log, and a gateway signed it. */
  prove(item: DispatchItem, hashes: readonly Hash[], head: TrustedHead): Result<ProvenQuery, 'PROOF_INVALID'> {
    const proven = proveLeaf(item, hashes, head);
    return proven.ok ? this.#signed(item, hashes, proven.value) : proven;
  }

  /** Row 2 alone, for an item whose head cannot be proven: who signed it, though not that it is in the log. */
  readUnproven(item: DispatchItem, hashes: readonly Hash[]): Result<ProvenQuery, 'PROOF_INVALID'> {
    const read = readPermit(item, hashLeaf(Buffer.from(item.leaf)));
    return read.ok ? this.#signed(item, hashes, read.value) : read;
  }

  #signed(
    item: DispatchItem,
    hashes: readonly Hash[],
    { leaf, hash }: { readonly leaf: PermittedLeaf; readonly hash: Hash },
  ): Result<ProvenQuery, 'PROOF_INVALID'> {
    const header = verifyHeader(item, leaf, hashes, this.ticks);
    const deadlineMs = header.ok ? fromInstant(header.value.deadline) : undefined;
    if (!header.ok || deadlineMs === undefined) return fail('PROOF_INVALID');
    return ok({ index: item.index, lh: toBase64(hash), leaf, header: header.value, s: item.s, deadlineMs });
  }

  /** Rows 3 to 5. Undefined: go on. An id that was seen before gets no `failed` from another copy: that would give back what is spent. */
  standing(query: ProvenQuery, standing: Standing): Verdict | undefined {
    const isSame = isSameQuestion(query.leaf, query.header, this.post.department);
    switch (standing.kind) {
      case 'closed':
        return isSame ? { kind: 'repeat', outcome: standing.outcome } : { kind: 'dropped' };
      case 'forgotten':
        return { kind: 'dropped' };
      case 'permitted':
        return isSame && this.#isInTime(query) ? undefined : { kind: 'dropped' };
      case 'new':
        if (!isSame) return { kind: 'failed', why: 'PROOF_INVALID' };
        return this.#isInTime(query) ? undefined : { kind: 'failed', why: 'DEADLINE_PASSED' };
    }
  }

  #isInTime(query: ProvenQuery): boolean {
    return isInTime(query.deadlineMs, this.clock.now());
  }

  /** Rows 6 to 8: the document, the opened question, and whether this department answers such a question. */
  async question(query: ProvenQuery): Promise<Verdict> {
    const { leaf, header } = query;
    const dataset = leaf.use.d === undefined ? undefined : this.documents.find(leaf.use.d);
    if (dataset === undefined) return { kind: 'held' };
    if (dataset.ds !== leaf.ds) return { kind: 'failed', why: 'PROOF_INVALID' };
    const opened = this.seals.openQuery({ id: leaf.id, gw: header.replyTo, sealed: query.s });
    if (!opened.ok) return { kind: 'failed', why: 'COMMITMENT_MISMATCH' };
    const pairKey = leaf.sub === undefined ? undefined : await this.pairKeys.find(this.post.epoch, leaf.prov, leaf.cons);
    const question = readQuestion(opened.value, leaf, dataset.subjectOf, pairKey);
    if (!question.ok) return { kind: 'failed', why: question.failure };
    const refusal = refusalOf(dataset, query, question.value);
    if (refusal !== undefined) return { kind: 'failed', why: refusal };
    return { kind: 'ready', ready: { query, question: question.value, dataset } };
  }
}

const MODES: ReadonlySet<string> = new Set(['records', 'predicate']);

/** Why this department cannot answer such a question, though the log permits it. */
function refusalOf(
  { mapping, isAsk }: ServedDataset,
  { leaf }: ProvenQuery,
  question: Question,
): 'DEPARTMENT_VETO' | 'SOURCE_DOWN' | undefined {
  // Nothing is down and nothing is wrong with the record: this connector does not answer so, and says it for its department.
  if (!MODES.has(leaf.mode)) return 'DEPARTMENT_VETO';
  if (mapping === undefined || !hasKeys(mapping, question)) return 'SOURCE_DOWN';
  if (question.ask === undefined) return undefined;
  if (!isAsk(question.ask)) return 'DEPARTMENT_VETO';
  return hasRules(mapping, question.ask) ? undefined : 'SOURCE_DOWN';
}
