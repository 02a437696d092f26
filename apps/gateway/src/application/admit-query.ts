import { fail, ok, parseJson, type Result } from '@shutong/kernel';
import type { CodeTable, IdentifierContext } from '@shutong/standards';
import type { AccessToken } from '@shutong/trust';
import { isJsonType, readHeaders } from '../domain/admission/request-headers.js';
import { identifierFindings } from '../domain/question/identifier-findings.js';
import type { QueryBody } from '../domain/question/query-body.js';
import type { EdgeRefusal, Refusal } from '../domain/refusal/refusal.js';
import { whoAsks } from './admit-request.js';
import type { Catalogue, Publication } from './catalogue.js';
import type { AdmittedQuery } from './prepare-query.js';
import type { Refusals } from './refusals.js';

/** Longest body in bytes, and its depth (protocol.md §9). */
export const BODY_LIMITS = { maxBytes: 65_536, maxDepth: 8 };

/** A request as it came in; nothing of it is checked yet. */
export interface RawRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Undefined when it is longer than the limit. */
  readonly body: Uint8Array | undefined;
  readonly arrivedAt: number;
}

/** A query names its dataset in the path: `D01` or `D01@1`. */
export interface RawQuery extends RawRequest {
  readonly code: string;
}

/** A body that is strict JSON, or what is wrong with it. */
type Body = Result<unknown, readonly string[]>;

/** Dataset, query schema, identifiers, law: the first failing stage refuses with all its findings (protocol.md §6.1 step 1). */
export class AdmitQuery {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly identifiers: IdentifierContext,
    private readonly laws: CodeTable,
    private readonly refusals: Refusals,
  ) {}

  query(raw: RawQuery, token: AccessToken): Promise<Result<AdmittedQuery, Refusal>> {
    const body = parsedBody(raw);
    return this.admit({ ...raw, asking: 'query', body, sent: body }, token);
  }

  /** `POST /v1/explain`: the body of a query, and beside it the dataset. */
  async explain(raw: RawRequest, token: AccessToken): Promise<Result<AdmittedQuery, Refusal>> {
    const sent = parsedBody(raw);
    const named = sent.ok ? datasetNamedIn(sent.value) : undefined;
    if (named === undefined) {
      const findings = sent.ok ? ['the body must name the dataset'] : sent.failure;
      return fail(await this.refusals.record({ code: 'QUERY_SCHEMA', findings }, whoAsks(token)));
    }
    return this.admit({ ...raw, asking: 'explain', code: named.dataset, body: ok(named.body), sent }, token);
  }

  private async admit(asked: Asked, token: AccessToken): Promise<Result<AdmittedQuery, Refusal>> {
    const publication = this.catalogue.find(asked.code);
    const asker = whoAsks(token);
    if (publication === undefined) return fail(await this.refusals.record({ code: 'DATASET_UNKNOWN' }, asker));
    const { document, ds } = publication.contract;
    const admitted = this.check(asked, publication);
    if (!admitted.ok) return fail(await this.refusals.record(admitted.failure, { ...asker, prov: document.providerUscc, ds }));
    const { department } = token;
    if (department === undefined) return fail({ code: 'PARTY_NOT_ELIGIBLE' });
    return ok({ ...admitted.value, token: { ...token, department } });
  }

  private check(asked: Asked, publication: Publication): Result<Omit<AdmittedQuery, 'token'>, EdgeRefusal> {
    const { asking, path, arrivedAt, sent } = asked;
    const headers = readHeaders(asked.headers);
    const findings = [
      ...(headers.ok ? [] : headers.failure),
      ...(asked.body.ok ? publication.contract.findingsInQuery(asked.body.value) : asked.body.failure),
    ];
    if (!headers.ok || !asked.body.ok || findings.length > 0) return fail({ code: 'QUERY_SCHEMA', findings });
    const wrong = identifierFindings(asked.body.value, publication.contract.document.querySchema, this.identifiers);
    if (wrong.length > 0) return fail({ code: 'IDENTIFIER_INVALID', findings: wrong });
    // The dataset's query schema has spoken: required members are there and of their types.
    const body = asked.body.value as QueryBody;
    if (!this.laws.has(body.law)) return fail({ code: 'LAW_UNKNOWN' });
    return ok({ asking, path, headers: headers.value, sent: sent.ok ? sent.value : undefined, body, publication, arrivedAt });
  }
}

interface Asked extends Omit<RawQuery, 'body'> {
  readonly asking: AdmittedQuery['asking'];
  /** What the query schema describes. */
  readonly body: Body;
  readonly sent: Body;
}

function datasetNamedIn(sent: unknown): { readonly dataset: string; readonly body: object } | undefined {
  if (typeof sent !== 'object' || sent === null || !('dataset' in sent)) return undefined;
  const { dataset, ...body } = sent;
  return typeof dataset === 'string' ? { dataset, body } : undefined;
}

const JSON_FINDINGS = {
  NOT_JSON: 'the body must be JSON',
  DUPLICATE_KEY: 'the body must not repeat a key',
  FORBIDDEN_NAME: 'the body must not have a member __proto__',
  LONE_SURROGATE: 'the body must be well-formed Unicode',
  NUL_CHARACTER: 'the body must not hold U+0000',
  TOO_DEEP: `the body must not be deeper than ${String(BODY_LIMITS.maxDepth)}`,
  TOO_LONG: `the body must not be longer than ${String(BODY_LIMITS.maxBytes)} bytes`,
  NOT_UTF8: 'the body must be UTF-8',
} as const;

/** Strict JSON of the right media type; failures are findings. */
export function parsedBody(raw: Pick<RawRequest, 'headers' | 'body'>): Result<unknown, readonly string[]> {
  if (raw.body === undefined) return fail([JSON_FINDINGS.TOO_LONG]);
  if (!isJsonType(raw.headers['content-type'])) return fail(['the media type must be application/json']);
  const parsed = parseJson(raw.body, BODY_LIMITS);
  return parsed.ok ? parsed : fail([JSON_FINDINGS[parsed.failure]]);
}
