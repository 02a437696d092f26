import type { Clock } from '@shutong/kernel';
import { roundedMs } from '../domain/answer/rounded-ms.js';
import type { ProvenQuery } from '../domain/check/proven-query.js';
import type { Alarm } from './alarm.js';
import type { AnswerQueries } from './answer-queries.js';
import { type CloseQueries, failedQuery } from './close-queries.js';
import type { ExamineItem, FailureCode, Verdict } from './examine-item.js';
import type { Journal } from './journal.port.js';
import type { Outcomes } from './outcomes.port.js';
import type { Pause } from './pause.js';

/** A query under way. */
interface Begun {
  readonly query: ProvenQuery;
  /** Epoch ms. */
  readonly since: number;
  /** Journaled before a crash. */
  readonly wasTaken: boolean;
}

interface Judged extends Begun {
  readonly verdict: Verdict;
}

export interface Serving {
  readonly examine: ExamineItem;
  readonly answer: AnswerQueries;
  readonly closing: CloseQueries;
  readonly journal: Journal;
  readonly outcomes: Outcomes;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly pause: Pause;
}

/** Back-pressure: largest number of queries at work before more are taken (protocol.md §8). */
const MAX_AT_WORK = 256;
const DOCUMENT_PAUSE_MS = 100;

/** Nobody waits at the gateway any more, or an altered entry must not learn what its alteration does (protocol.md §7.2). */
const UNTOLD: ReadonlySet<FailureCode> = new Set(['PROOF_INVALID', 'DEADLINE_PASSED', 'HEAD_UNKNOWN']);

/** Answers or fails each proven query once, whatever copies of it arrive. */
export class ServeQueries {
  readonly #atWork = new Set<string>();
  #waiting: (() => void)[] = [];

  constructor(private readonly desk: Serving) {}

  /** Resolves when all of these are ended, those that wait for a document included. */
  async execute(queries: readonly ProvenQuery[]): Promise<void> {
    // Begun in one turn: two copies in one batch, or in two batches under way, are one query.
    const begun = queries.flatMap((query) => this.#begin(query));
    const judged = await Promise.all(begun.map((one) => this.#judge(one)));
    const [held, rest] = [judged.filter(isHeld), judged.filter((one) => !isHeld(one))];
    await Promise.all([this.#finish(rest), ...held.map(async (one) => this.#finish([await this.#awaitDocument(one)]))]);
  }

  /** Fails queries whose head could not be proven until their deadline; only those that nobody has taken from a proven copy. */
  async failUnproven(queries: readonly ProvenQuery[]): Promise<void> {
    const since = this.desk.clock.now();
    const open = queries.filter(
      ({ leaf, index }) => !this.#atWork.has(leaf.id) && this.desk.journal.standing(leaf.id, index).kind === 'new',
    );
    await this.#finish(
      open.map((query) => ({ query, since, wasTaken: false, verdict: { kind: 'failed', why: 'HEAD_UNKNOWN' } })),
    );
  }

  /** Resolves when fewer than 256 queries are at work. */
  async room(): Promise<void> {
    while (this.#atWork.size >= MAX_AT_WORK) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #begin(query: ProvenQuery): readonly (Begun & { readonly verdict: Verdict | undefined })[] {
    const { id } = query.leaf;
    if (this.#atWork.has(id)) return [];
    const standing = this.desk.journal.standing(id, query.index);
    const verdict = this.desk.examine.standing(query, standing);
    if (verdict?.kind === 'dropped') return [];
    if (verdict?.kind === 'repeat') {
      this.desk.outcomes.submit([verdict.outcome]);
      return [];
    }
    this.#atWork.add(id);
    return [{ query, since: this.desk.clock.now(), wasTaken: standing.kind === 'permitted', verdict }];
  }

  async #judge({ query, since, wasTaken, verdict }: Begun & { readonly verdict: Verdict | undefined }): Promise<Judged> {
    return { query, since, wasTaken, verdict: verdict ?? (await this.desk.examine.question(query)) };
  }

  /** Held as in protocol.md §3.3: until the catalogue brings the document, at most until the deadline. */
  async #awaitDocument(held: Judged): Promise<Judged> {
    while (this.desk.clock.now() < held.query.deadlineMs) {
      await this.desk.pause(DOCUMENT_PAUSE_MS);
      const verdict = await this.desk.examine.question(held.query);
      if (verdict.kind !== 'held') return { ...held, verdict };
    }
    return { ...held, verdict: { kind: 'failed', why: 'HEAD_UNKNOWN' } };
  }

  async #finish(judged: readonly Judged[]): Promise<void> {
    try {
      const ready = judged.flatMap(({ verdict, since, wasTaken }) =>
        verdict.kind === 'ready' ? [{ ...verdict.ready, since, wasTaken }] : [],
      );
      await Promise.all([
        this.desk.answer.execute(ready),
        this.desk.closing.execute(judged.flatMap((one) => this.#failure(one))),
      ]);
    } finally {
      for (const { query } of judged) this.#atWork.delete(query.leaf.id);
      for (const go of this.#waiting.splice(0)) go();
    }
  }

  #failure({ query, since, wasTaken, verdict }: Judged): readonly ReturnType<typeof failedQuery>[] {
    if (verdict.kind !== 'failed' || wasTaken) return [];
    if (verdict.why === 'PROOF_INVALID')
      this.desk.alarm('PROOF_INVALID', 'an entry of the log permits what its gateway did not ask');
    return [failedQuery(query, verdict.why, roundedMs(this.desk.clock.now() - since), !UNTOLD.has(verdict.why))];
  }
}

function isHeld({ verdict }: Judged): boolean {
  return verdict.kind === 'held';
}
