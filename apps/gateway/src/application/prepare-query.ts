import type { ExplainHeader, QueryHeader, TickItem } from '@shutong/contracts';
import { canonicalJson, type Clock, hashText, type Id, newId, type Randomness, toBase64Url, toInstant } from '@shutong/kernel';
import {
  type AccessToken,
  bodyFingerprint,
  commit,
  type Directory,
  fieldSalt,
  type GatewaySeals,
  idempotentId,
  newEntrySalt,
  type OpeningSealer,
  type PairKeys,
  pseudonym,
  type Subject,
  subjectOf,
} from '@shutong/trust';
import { askedNames, committedQuestion, type QueryBody, sortedSet } from '../domain/question/query-body.js';
import type { RequestHeaders } from '../domain/admission/request-headers.js';
import { type FieldOpening, openingsOf } from '../domain/receipt/receipt.js';
import type { Publication } from './catalogue.js';

/** A question that passed every check of the edge: to be answered, or only to be explained. */
export interface AdmittedQuery {
  readonly asking: 'query' | 'explain';
  readonly token: AccessToken & { readonly department: string };
  readonly path: string;
  readonly headers: RequestHeaders;
  /** As sent: what a repeat under the same key is compared by. */
  readonly sent: unknown;
  readonly body: QueryBody;
  readonly publication: Publication;
  /** Arrival, epoch ms. */
  readonly arrivedAt: number;
}

/** A query ready for the next tick, and what its receipt will open. */
export interface PreparedQuery {
  readonly header: QueryHeader | ExplainHeader;
  readonly item: TickItem;
  readonly d: string;
  readonly deadlineMs: number;
  readonly openings: Readonly<Record<string, FieldOpening>>;
}

/** The keys a gateway prepares queries with. */
export interface QueryDesk {
  readonly code: string;
  readonly directory: Directory;
  readonly idemKey: Uint8Array;
  readonly pairKeys: PairKeys;
  readonly seals: GatewaySeals;
  readonly openings: OpeningSealer;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Commits to subject, question, officer and case, seals the question for its department, and writes the header (protocol.md §6.1 step 2). */
export class PrepareQuery {
  constructor(private readonly desk: QueryDesk) {}

  /** The same id and fingerprint for the same key and body, whichever gateway of the node is asked (protocol.md §5.3). */
  identify(query: AdmittedQuery): { readonly id: Id; readonly fp?: string } {
    const { idempotencyKey } = query.headers;
    if (idempotencyKey === undefined) return { id: newId(this.desk.randomness) };
    const id = idempotentId(this.desk.idemKey, query.asking, query.token.system, idempotencyKey);
    return { id, fp: bodyFingerprint(this.desk.idemKey, query.path, query.sent) };
  }

  /** Undefined when this node has no way to the department or no pair key for the two departments. */
  async execute(query: AdmittedQuery, identity: { readonly id: Id; readonly fp?: string }): Promise<PreparedQuery | undefined> {
    const { body, publication } = query;
    const entrySalt = newEntrySalt(this.desk.randomness);
    const subject = subjectOf(body.keys, publication.contract.keyIdentifiers);
    const values = committedValues(query, subject);
    const prov = publication.contract.document.providerUscc;
    const salts = saltsOf(entrySalt, values);
    // An explanation goes to no department, so there is nothing to seal.
    const s = query.asking === 'explain' ? undefined : this.sealQuestion(identity.id, prov, body, salts);
    const sub = body.basis === 'B2' ? await this.pseudonymOf(query, subject) : undefined;
    const isUnsealed = s === undefined && query.asking === 'query';
    if (isUnsealed || (body.basis === 'B2' && sub === undefined)) return undefined;
    const o = await this.desk.openings.seal(identity.id, entrySalt, values);
    const deadlineMs = query.arrivedAt + query.headers.waitSeconds * 1_000;
    const asked = this.askedOf(query, identity, {
      c: commitmentsOf(values, salts),
      ...(sub !== undefined && { sub }),
      deadline: toInstant(deadlineMs),
      od: hashText(o),
    });
    if (asked === undefined) return undefined;
    const header: PreparedQuery['header'] =
      s === undefined ? { ...asked, type: 'explain' } : { ...asked, type: 'query', sd: hashText(s) };
    const h = JSON.stringify(header);
    const item = { h, ...(s !== undefined && { s }), o };
    return { header, item, d: hashText(h), deadlineMs, openings: openingsOf(values, salts) };
  }

  /** The department gets the salts of what it has to recompute, never entrySalt, which would open officer and case (ledger.md §4). */
  private sealQuestion(id: Id, dept: string, body: QueryBody, all: FieldSalts): string | undefined {
    const { subject, query = new Uint8Array() } = all;
    const salts = { ...(subject !== undefined && { subject: toBase64Url(subject) }), query: toBase64Url(query) };
    const sealed = this.desk.seals.sealQuery({ id, dept, plaintext: canonicalJson({ ...committedQuestion(body), salts }) });
    return sealed.ok ? sealed.value : undefined;
  }

  private async pseudonymOf(query: AdmittedQuery, subject: Subject): Promise<string | undefined> {
    const { epoch } = this.desk.directory;
    const pair = await this.desk.pairKeys.find(epoch, query.publication.contract.document.providerUscc, query.token.department);
    return pair === undefined ? undefined : pseudonym(pair, subject);
  }

  private askedOf(
    query: AdmittedQuery,
    { id, fp }: { readonly id: Id; readonly fp?: string },
    computed: Pick<ExplainHeader, 'c' | 'sub' | 'deadline' | 'od'>,
  ): Omit<ExplainHeader, 'type'> | undefined {
    const { body, token, publication } = query;
    const { document, ds } = publication.contract;
    const shard = this.desk.directory.shardOf(document.providerUscc);
    if (shard === undefined) return undefined;
    return {
      v: 1,
      id,
      shard,
      epoch: this.desk.directory.epoch,
      cons: token.department,
      sys: token.system,
      prov: document.providerUscc,
      ds,
      mode: body.mode,
      purpose: body.purpose,
      basis: body.basis,
      law: body.law,
      role: body.operator.role,
      fields: askedNames(body),
      ...(body.region !== undefined && { rows: { region: sortedSet(body.region) } }),
      ...computed,
      replyTo: this.desk.code,
      ...(fp !== undefined && { fp }),
    };
  }
}

type FieldSalts = Readonly<Record<string, Uint8Array>>;

interface CommittedValues extends Readonly<Record<string, unknown>> {
  readonly subject?: Subject;
  readonly op: unknown;
  readonly query: unknown;
  readonly case?: string;
}

/** One salt per committed field, derived once: commitments, sealing and openings need the same ones. */
function saltsOf(entrySalt: Uint8Array, values: Readonly<Record<string, unknown>>): FieldSalts {
  return Object.fromEntries(Object.keys(values).map((field) => [field, fieldSalt(entrySalt, field)]));
}

function commitmentsOf(values: CommittedValues, salts: FieldSalts): QueryHeader['c'] {
  const of = (field: keyof CommittedValues): string => commit(salts[field] ?? new Uint8Array(), values[field]);
  return {
    ...(values.subject !== undefined && { subject: of('subject') }),
    op: of('op'),
    query: of('query'),
    ...(values.case !== undefined && { case: of('case') }),
  };
}

/** Subject, officer, question and case number: everything the log holds as a commitment only (ledger.md §4). */
function committedValues({ body, token }: AdmittedQuery, subject: Subject): CommittedValues {
  // Data about no one have no subject; under consent there always is one.
  const isAboutSomebody = subject.t === 'idNo' || subject.t === 'uscc' || body.basis === 'B2';
  return {
    ...(isAboutSomebody && { subject }),
    op: { dept: body.operator.dept ?? token.department, no: body.operator.no },
    query: committedQuestion(body),
    ...(body.caseNo !== undefined && { case: body.caseNo }),
  };
}
