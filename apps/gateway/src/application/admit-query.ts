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
export interface RawQuery {
  /** `D01` or `D01@1` */
  readonly code: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Undefined when it is longer than the limit. */
  readonly body: Uint8Array | undefined;
  readonly arrivedAt: number;
}

/** Dataset, query schema, identifiers, law: the first failing stage refuses with all its findings (protocol.md §6.1 step 1). */
export class AdmitQuery {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly identifiers: IdentifierContext,
    private readonly laws: CodeTable,
    private readonly refusals: Refusals,
  ) {}

  async execute(raw: RawQuery, token: AccessToken): Promise<Result<AdmittedQuery, Refusal>> {
    const publication = this.catalogue.find(raw.code);
    const asker = whoAsks(token);
    if (publication === undefined) return fail(await this.refusals.record({ code: 'DATASET_UNKNOWN' }, asker));
    const { document, ds } = publication.contract;
    const admitted = this.check(raw, publication);
    if (!admitted.ok) return fail(await this.refusals.record(admitted.failure, { ...asker, prov: document.providerUscc, ds }));
    const { department } = token;
    if (department === undefined) return fail({ code: 'PARTY_NOT_ELIGIBLE' });
    return ok({ ...admitted.value, token: { ...token, department } });
  }

  private check(raw: RawQuery, publication: Publication): Result<Omit<AdmittedQuery, 'token'>, EdgeRefusal> {
    const headers = readHeaders(raw.headers);
    const parsed = parsedBody(raw);
    const findings = [
      ...(headers.ok ? [] : headers.failure),
      ...(parsed.ok ? publication.contract.findingsInQuery(parsed.value) : parsed.failure),
    ];
    if (!headers.ok || !parsed.ok || findings.length > 0) return fail({ code: 'QUERY_SCHEMA', findings });
    const wrong = identifierFindings(parsed.value, publication.contract.document.querySchema, this.identifiers);
    if (wrong.length > 0) return fail({ code: 'IDENTIFIER_INVALID', findings: wrong });
    // The dataset's query schema has spoken: required members are there and of their types.
    const body = parsed.value as QueryBody;
    if (!this.laws.has(body.law)) return fail({ code: 'LAW_UNKNOWN' });
    return ok({ path: raw.path, headers: headers.value, body, publication, arrivedAt: raw.arrivedAt });
  }
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
export function parsedBody(raw: Pick<RawQuery, 'headers' | 'body'>): Result<unknown, readonly string[]> {
  if (raw.body === undefined) return fail([JSON_FINDINGS.TOO_LONG]);
  if (!isJsonType(raw.headers['content-type'])) return fail(['the media type must be application/json']);
  const parsed = parseJson(raw.body, BODY_LIMITS);
  return parsed.ok ? parsed : fail([JSON_FINDINGS[parsed.failure]]);
}
