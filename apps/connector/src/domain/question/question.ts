import { canonicalJson, fail, fromBase64Url, ok, parseJson, type Result } from '@shutong/kernel';
import { commit, pseudonym, type Subject } from '@shutong/trust';
import type { PermittedLeaf } from '../check/proven-query.js';

/** What is asked, once the seal is open. Values of persons: never logged. */
export interface Question {
  /** Key name → value as sent. */
  readonly keys: Readonly<Record<string, string>>;
  /** Whom the question is about. */
  readonly subject: Subject;
  /** Predicates with their arguments and items with the values they are compared with, in mode `predicate` only. */
  readonly ask?: Readonly<Record<string, unknown>>;
  /** Number of rows at most, where the query pages. */
  readonly pageSize?: number;
}

interface OpenedQuery {
  readonly keys: Readonly<Record<string, string>>;
  readonly ask?: Readonly<Record<string, unknown>>;
  readonly page?: { readonly size?: unknown };
  readonly salts: { readonly subject?: string; readonly query: string };
  /** All but the salts, as committed. */
  readonly committed: Readonly<Record<string, unknown>>;
}

const LIMITS = { maxBytes: 24_576, maxDepth: 8 };
const MEMBERS: ReadonlySet<string> = new Set(['keys', 'ask', 'period', 'page', 'reason', 'salts']);

/**
 * Reads the opened question and recomputes what the log says of it (row 7 of protocol.md §7.2): `c.query`, `c.subject` and, where the
 * entry has it, `sub`. So one person's consent cannot be spent on another. `pairKey` is needed exactly when there is a `sub`. What is asked
 * in mode `predicate` is exactly what the entry permits.
 */
export function readQuestion(
  plaintext: Uint8Array,
  leaf: PermittedLeaf,
  subjectOf: (keys: Readonly<Record<string, string>>) => Subject,
  pairKey: Uint8Array | undefined,
): Result<Question, 'COMMITMENT_MISMATCH'> {
  const opened = parseOpened(plaintext);
  if (opened === undefined) return fail('COMMITMENT_MISMATCH');
  const { keys, ask, salts, committed } = opened;
  if (!opensTo(salts.query, committed, leaf.c.query)) return fail('COMMITMENT_MISMATCH');
  const subject = subjectOf(keys);
  if (!subjectIsCommitted(subject, salts.subject, leaf.c.subject)) return fail('COMMITMENT_MISMATCH');
  if (leaf.sub !== undefined && (pairKey === undefined || pseudonym(pairKey, subject) !== leaf.sub))
    return fail('COMMITMENT_MISMATCH');
  if (!isAskedInMode(ask, leaf)) return fail('COMMITMENT_MISMATCH');
  const size = opened.page?.size;
  return ok({ keys, subject, ...(ask !== undefined && { ask }), ...(typeof size === 'number' && { pageSize: size }) });
}

function isAskedInMode(ask: OpenedQuery['ask'], { mode, fields }: PermittedLeaf): boolean {
  if (mode !== 'predicate' || ask === undefined) return mode !== 'predicate' && ask === undefined;
  return canonicalJson(Object.keys(ask).toSorted()) === canonicalJson(fields);
}

/** A query by a person's or a body's number names its subject; only data about no one have none (ledger.md §3). */
function subjectIsCommitted(subject: Subject, salt: string | undefined, commitment: string | undefined): boolean {
  if (commitment === undefined) return salt === undefined && subject.t !== 'idNo' && subject.t !== 'uscc';
  return salt !== undefined && opensTo(salt, { t: subject.t, v: subject.v }, commitment);
}

function opensTo(salt: string, value: unknown, commitment: string | undefined): boolean {
  const bytes = fromBase64Url(salt);
  return bytes?.byteLength === 32 && commit(bytes, value) === commitment;
}

function parseOpened(plaintext: Uint8Array): OpenedQuery | undefined {
  const parsed = parseJson(plaintext, LIMITS);
  if (!parsed.ok || !isRecord(parsed.value) || !Object.keys(parsed.value).every((name) => MEMBERS.has(name))) return undefined;
  const { salts, ...committed } = parsed.value;
  const own = saltsIn(salts);
  const { keys, ask, page } = committed;
  if (own === undefined || !isTexts(keys) || Object.keys(keys).length === 0) return undefined;
  if (!isRecordOrAbsent(page) || !isRecordOrAbsent(ask)) return undefined;
  return { keys, salts: own, committed, ...(ask !== undefined && { ask }), ...(page !== undefined && { page }) };
}

function saltsIn(salts: unknown): OpenedQuery['salts'] | undefined {
  if (!isTexts(salts) || salts['query'] === undefined) return undefined;
  const { query, subject } = salts;
  return { query, ...(subject !== undefined && { subject }) };
}

function isRecordOrAbsent(value: unknown): value is Readonly<Record<string, unknown>> | undefined {
  return value === undefined || isRecord(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((member) => typeof member === 'string');
}

/** Names the keys of a question, for grouping reads that ask alike. */
export function keyNames(question: Question): string {
  return canonicalJson(Object.keys(question.keys).toSorted());
}
