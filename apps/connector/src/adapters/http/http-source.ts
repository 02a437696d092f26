import { columnsOfKey, type HttpRows, type Mapping } from '@shutong/contracts';
import { readSecretFile } from '@shutong/store';
import { type KeyValues, MAX_ROWS, Source } from '../../application/source.port.js';
import type { SourceRow } from '../../domain/answer/source-row.js';
import { type AskedKey, askedKeys } from '../asked-keys.js';
import { mappedRow } from '../mapped-row.js';
import { Unreadable } from '../unreadable.js';
import { withinReadTime } from '../within-read-time.js';
import { hasKey, memberOf } from './has-key.js';
import { type JsonRow, rowsOfAnswer } from './rows-of-answer.js';
import { Turns } from './turns.js';

/** Requests at once, however many batches are read for: the interface serves the department too. */
const PARALLEL = 8;

/** RFC 6750 §2.1. Anything else would have `fetch` quote the token in its error. */
const BEARER_TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/**
 * A department's register behind a JSON interface. Asked with POST, as identity numbers in a URL would end up in access logs
 * (docs/decisions/0013-mappings-are-rules-not-sql.md). Nothing is tried twice: the time for a read is short.
 */
export class HttpSource extends Source {
  readonly #turns = new Turns(PARALLEL);

  constructor(private readonly root: { readonly url: string; readonly tokenFile?: string }) {
    super();
  }

  override read(mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]> {
    return withinReadTime(async (signal) => {
      const lookup = await this.#lookup(mapping);
      const found = new Map<string, readonly SourceRow[]>();
      const distinct = new Map(questions.map((question) => [nameOf(question), question])).entries();
      // All take from one iterator. Each waits for one turn at a time, so a large batch lets a small one in between.
      const asker = async (): Promise<void> => {
        for (const [name, question] of distinct) {
          found.set(name, await this.#turns.run(signal, () => ask(lookup, question, signal)));
        }
      };
      await Promise.all(Array.from({ length: PARALLEL }, asker));
      return questions.map((question) => found.get(nameOf(question)) ?? []);
    });
  }

  async #lookup(mapping: Mapping): Promise<Lookup> {
    const { http } = mapping;
    if (http === undefined) throw new Unreadable('The mapping names no interface.');
    const url = `${this.root.url.replace(/\/$/, '')}${http.path}`;
    const headers = { accept: 'application/json', 'content-type': 'application/json', ...(await this.#authorization()) };
    return { mapping, http, url, headers };
  }

  /** Read each time: tokens are replaced while this process runs. */
  async #authorization(): Promise<Readonly<Record<string, string>>> {
    const { tokenFile } = this.root;
    if (tokenFile === undefined) return {};
    const token = await readSecretFile(tokenFile).catch(() => '');
    if (!BEARER_TOKEN.test(token)) throw new Unreadable('The token file is missing, open to others or holds no bearer token.');
    return { authorization: `Bearer ${token}` };
  }
}

interface Lookup {
  readonly mapping: Mapping;
  readonly http: HttpRows;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The same for two questions that ask the same. */
function nameOf(question: KeyValues): string {
  return JSON.stringify(Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function ask(lookup: Lookup, question: KeyValues, signal: AbortSignal): Promise<readonly SourceRow[]> {
  const { mapping, http, url, headers } = lookup;
  const keys = askedKeys(mapping, question);
  const request = { method: 'POST', headers, body: bodyOf(keys), redirect: 'error', signal } as const;
  const answer = await fetch(url, request).catch((error: unknown) => refuse(error, signal));
  const rows = await rowsOfAnswer(answer, http.rows ?? '');
  const own = rows.filter((row) => keys.every(({ place, value }) => hasKey(row, place, value)));
  return own.slice(0, MAX_ROWS + 1).map((row) => sourceRow(mapping, row));
}

function bodyOf(keys: readonly AskedKey[]): string {
  const columns = keys.map(({ place }) => columnsOfKey(place)[0] ?? '');
  // The interface would be told one of the two values and its answer taken for both.
  if (new Set(columns).size < columns.length) throw new Unreadable('Two keys of one question stand in the same column.');
  return JSON.stringify(Object.fromEntries(keys.map(({ value }, place) => [columns[place], value])));
}

/** What `fetch` throws says no more than this, or quotes the request. */
function refuse(error: unknown, signal: AbortSignal): never {
  signal.throwIfAborted();
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no answer or a redirect';
  throw new Unreadable(`The interface is not reached: ${code}.`);
}

/** Whole numbers past 2^53 arrive changed; a register's figure must not be nearly right. */
function sourceRow(mapping: Mapping, row: JsonRow): SourceRow {
  return mappedRow(mapping, (column) => {
    const value = memberOf(row, column);
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new Unreadable(`The column ${column} holds a whole number that JSON does not carry exactly.`);
    return value;
  });
}
