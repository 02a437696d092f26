import { type Clock, fail, hashText, ok, type Randomness, type Result, toBase64Url } from '@shutong/kernel';
import type { IdentifierContext } from '@shutong/standards';
import { type DepartmentSeals, newEntrySalt } from '@shutong/trust';
import { answerText, MAX_ANSWER_BYTES } from '../domain/answer/answer-text.js';
import { roundedMs } from '../domain/answer/rounded-ms.js';
import { triesOf } from '../domain/predicate/threshold-tries.js';
import { answerBody, type Composed } from './answer-body.js';
import { type Closed, type CloseQueries, failedQuery } from './close-queries.js';
import type { ReadyQuery } from './examine-item.js';
import type { Journal } from './journal.port.js';
import { groupsOf, readWorks } from './read-works.js';
import type { Source } from './source.port.js';
import type { Thresholds } from './thresholds.port.js';

/** A query under way since `since` (epoch ms). */
export interface QueryAtWork extends ReadyQuery {
  readonly since: number;
  /** Journaled before a crash: it may have been read, so it never becomes `failed` (ledger.md §7). */
  readonly wasTaken: boolean;
}

type AnswerFault = 'RECORD_SCHEMA' | 'ANSWER_TOO_LARGE' | 'SOURCE_DOWN' | 'SOURCE_TIMEOUT' | 'PREDICATE_SEARCH';

/** What a department answers with. */
export interface AnswerDesk {
  readonly journal: Journal;
  readonly thresholds: Thresholds;
  readonly source: Source;
  readonly seals: DepartmentSeals;
  readonly closing: CloseQueries;
  readonly identifiers: IdentifierContext;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Reads for permitted queries, one read for all that ask alike, and ends each (protocol.md §6.1 steps 7 to 9). */
export class AnswerQueries {
  constructor(private readonly desk: AnswerDesk) {}

  async execute(works: readonly QueryAtWork[]): Promise<void> {
    if (works.length === 0) return;
    const admitted = await this.#admitted(works);
    await this.desk.journal.permit(
      admitted.map(({ query }) => ({ id: query.leaf.id, index: query.index, lh: query.lh, deadlineMs: query.deadlineMs })),
    );
    await Promise.all(groupsOf(admitted).map((group) => this.#answerGroup(group)));
  }

  /** Last row of protocol.md §7.2: who tries too many thresholds on one subject is refused before the source is touched. */
  async #admitted(works: readonly QueryAtWork[]): Promise<readonly QueryAtWork[]> {
    const isAdmitted = await this.desk.thresholds.admit(works.map(triesOfWork));
    const refused = works.filter((_, place) => isAdmitted[place] !== true);
    await this.desk.closing.execute(refused.flatMap((work) => this.#failed(work, 'PREDICATE_SEARCH')));
    return works.filter((_, place) => isAdmitted[place] === true);
  }

  async #answerGroup(works: readonly QueryAtWork[]): Promise<void> {
    const [first] = works;
    if (first?.dataset.mapping === undefined) return;
    const found = await readWorks(this.desk.source, first.dataset.mapping, works);
    const readAt = this.desk.clock.now();
    const closed = works.flatMap((work, place) => {
      const rows = found.ok ? found.value[place] : undefined;
      const composed = found.ok ? answerBody(work, rows ?? { rows: [], seconds: {} }, this.desk.identifiers) : found;
      return this.#close(work, composed, readAt);
    });
    await this.desk.closing.execute(closed);
  }

  #close(work: QueryAtWork, composed: Result<Composed, AnswerFault>, readAt: number): readonly Closed[] {
    const answer = composed.ok ? this.#answer(work, composed.value, readAt) : composed;
    return answer.ok ? [answer.value] : this.#failed(work, answer.failure);
  }

  #failed(work: QueryAtWork, why: AnswerFault): readonly Closed[] {
    return work.wasTaken ? [] : [failedQuery(work.query, why, this.#msOf(work), this.#isWaitedFor(work))];
  }

  #msOf(work: QueryAtWork): number {
    return roundedMs(this.desk.clock.now() - work.since);
  }

  #isWaitedFor({ query }: QueryAtWork): boolean {
    return this.desk.clock.now() < query.deadlineMs;
  }

  #answer(work: QueryAtWork, { body, count }: Composed, readAt: number): Result<Closed, AnswerFault> {
    const { query, dataset } = work;
    const { leaf, index, lh, deadlineMs, header } = query;
    const plaintext = answerText({ readAt, source: leaf.prov, version: dataset.version, body });
    if (Buffer.byteLength(plaintext) > MAX_ANSWER_BYTES) return fail('ANSWER_TOO_LARGE');
    const sealed = this.desk.seals.sealAnswer({ id: leaf.id, lh, gw: header.replyTo, plaintext });
    // The gateway's tick was verified with the same directory, which lists no gateway without a sealing key.
    if (!sealed.ok) throw new Error('a gateway of the directory cannot be sealed for');
    // Past the deadline nobody waits and nothing may leave, though it was read in time.
    if (!this.#isWaitedFor(work)) return fail('SOURCE_TIMEOUT');
    return ok({
      query,
      outcome: {
        kind: 'answered',
        id: leaf.id,
        index,
        deadlineMs,
        ms: this.#msOf(work),
        digest: hashText(plaintext),
        count,
        salt: toBase64Url(newEntrySalt(this.desk.randomness)),
        ver: dataset.version,
        fields: leaf.fields,
      },
      reply: { id: leaf.id, index, lh, status: 'answered', sealed: sealed.value },
    });
  }
}

function triesOfWork({ query, question, dataset }: QueryAtWork): ReturnType<typeof triesOf> {
  const { ask, subject } = question;
  if (ask === undefined) return [];
  const { cons: consumer, ds } = query.leaf;
  return triesOf({ consumer, ds, subject, ask, rules: dataset.mapping?.predicates ?? {} });
}
