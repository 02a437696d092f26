import { type Clock, fail, hashText, ok, type Randomness, type Result, toBase64Url } from '@shutong/kernel';
import type { IdentifierContext } from '@shutong/standards';
import { type DepartmentSeals, newEntrySalt } from '@shutong/trust';
import { answerText, MAX_ANSWER_BYTES } from '../domain/answer/answer-text.js';
import { project, type SourceRecord } from '../domain/answer/project.js';
import { isWithinRegions, regionOfRow } from '../domain/answer/region-filter.js';
import { roundedMs } from '../domain/answer/rounded-ms.js';
import type { Mapping } from '../domain/mapping/mapping.js';
import { keyNames } from '../domain/question/question.js';
import { type Closed, type CloseQueries, failedQuery } from './close-queries.js';
import type { ServedDataset } from './documents.port.js';
import type { ReadyQuery } from './examine-item.js';
import type { Journal } from './journal.port.js';
import { MAX_ROWS, type Source, SourceFailure } from './source.port.js';

/** A query under way since `since` (epoch ms). */
export interface QueryAtWork extends ReadyQuery {
  readonly since: number;
  /** Journaled before a crash: it may have been read, so it never becomes `failed` (ledger.md §7). */
  readonly wasTaken: boolean;
}

type AnswerFault = 'RECORD_SCHEMA' | 'ANSWER_TOO_LARGE' | 'SOURCE_DOWN' | 'SOURCE_TIMEOUT';
type Rows = Result<readonly Readonly<Record<string, unknown>>[], AnswerFault>;

/** Reads for permitted queries, one read for all that ask alike, and ends each (protocol.md §6.1 steps 7 to 9). */
export class AnswerQueries {
  constructor(
    private readonly journal: Journal,
    private readonly source: Source,
    private readonly seals: DepartmentSeals,
    private readonly closing: CloseQueries,
    private readonly identifiers: IdentifierContext,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  async execute(works: readonly QueryAtWork[]): Promise<void> {
    if (works.length === 0) return;
    await this.journal.permit(
      works.map(({ query }) => ({ id: query.leaf.id, index: query.index, lh: query.lh, deadlineMs: query.deadlineMs })),
    );
    await Promise.all(groups(works).map((group) => this.#answerGroup(group)));
  }

  async #answerGroup(works: readonly QueryAtWork[]): Promise<void> {
    const [first] = works;
    if (first?.dataset.mapping === undefined) return;
    const found = await this.#read(first.dataset.mapping, works);
    const readAt = this.clock.now();
    const closed = works.flatMap((work, place) =>
      this.#close(work, found.ok ? rowsOf(work, found.value[place] ?? [], this.identifiers) : found, readAt),
    );
    await this.closing.execute(closed);
  }

  async #read(
    mapping: Mapping,
    works: readonly QueryAtWork[],
  ): Promise<Result<readonly (readonly SourceRecord[])[], AnswerFault>> {
    try {
      return ok(
        await this.source.read(
          mapping,
          works.map(({ question }) => question.keys),
        ),
      );
    } catch (error) {
      if (error instanceof SourceFailure) return fail(error.code);
      throw error;
    }
  }

  #close(work: QueryAtWork, rows: Rows, readAt: number): readonly Closed[] {
    const ms = roundedMs(this.clock.now() - work.since);
    const answer = rows.ok ? this.#answer(work, rows.value, readAt, ms) : rows;
    if (answer.ok) return [answer.value];
    if (work.wasTaken) return [];
    return [failedQuery(work.query, answer.failure, ms, this.#isWaitedFor(work))];
  }

  #isWaitedFor({ query }: QueryAtWork): boolean {
    return this.clock.now() < query.deadlineMs;
  }

  #answer(
    work: QueryAtWork,
    rows: readonly Readonly<Record<string, unknown>>[],
    readAt: number,
    ms: number,
  ): Result<Closed, AnswerFault> {
    const { query, dataset } = work;
    const { leaf, index, lh, deadlineMs, header } = query;
    const plaintext = answerText({ readAt, source: leaf.prov, version: dataset.version, rows });
    if (Buffer.byteLength(plaintext) > MAX_ANSWER_BYTES) return fail('ANSWER_TOO_LARGE');
    const sealed = this.seals.sealAnswer({ id: leaf.id, lh, gw: header.replyTo, plaintext });
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
        ms,
        digest: hashText(plaintext),
        count: rows.length,
        salt: toBase64Url(newEntrySalt(this.randomness)),
        ver: dataset.version,
        fields: leaf.fields,
      },
      reply: { id: leaf.id, index, lh, status: 'answered', sealed: sealed.value },
    });
  }
}

/** Queries of one publication that name the same keys. */
function groups(works: readonly QueryAtWork[]): readonly (readonly QueryAtWork[])[] {
  const byKind = new Map<string, QueryAtWork[]>();
  for (const work of works) {
    const kind = `${String(work.dataset.index)} ${keyNames(work.question)}`;
    const group = byKind.get(kind);
    if (group === undefined) byKind.set(kind, [work]);
    else group.push(work);
  }
  return [...byKind.values()];
}

/** What of the records found may leave: rows of the regions in force, valid ones, the permitted fields under their masks. */
function rowsOf({ query, question, dataset }: QueryAtWork, found: readonly SourceRecord[], identifiers: IdentifierContext): Rows {
  if (found.length > MAX_ROWS) return fail('ANSWER_TOO_LARGE');
  const { leaf } = query;
  const inForce = leaf.rows === undefined ? found : rowsWithin(dataset, found, leaf.rows.region);
  if (inForce === undefined || !inForce.every(dataset.isRecord)) return fail('RECORD_SCHEMA');
  const page = question.pageSize === undefined ? inForce : inForce.slice(0, question.pageSize);
  const projection = { fields: leaf.fields, mask: leaf.mask ?? {}, keys: question.keys, items: dataset.items, identifiers };
  return ok(page.map((record) => project(record, projection)));
}

/** Undefined where rows have no region to be filtered by: a filter that cannot be applied lets nothing through. */
function rowsWithin(
  dataset: ServedDataset,
  found: readonly SourceRecord[],
  filter: readonly string[],
): readonly SourceRecord[] | undefined {
  const item = dataset.mapping?.rowRegion;
  if (item === undefined) return undefined;
  return found.filter((record) => {
    const region = regionOfRow(record[item], dataset.items[item]?.['x-identifier']);
    return region !== undefined && isWithinRegions(region, filter);
  });
}
