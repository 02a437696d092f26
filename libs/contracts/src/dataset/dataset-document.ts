import { canonicalJson, fail, ok, parseJson, type Result } from '@shutong/kernel';

/** Longest document in bytes, and its depth (protocol.md §9). */
export const MAX_DOCUMENT_BYTES = 200_000;
const MAX_DEPTH = 16;

/** One data item (数据项) of a dataset, as far as the exchange reads it. */
export interface DataItem {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** `s(50)`, `d`, `id:resident-id`, `c:sex` … (domain.md §3.2). */
  readonly type: string;
  /** Grade and flags: `L3`, `L4s`, `L3b`, `L2sn`; one with `n` is not shared and no part of the record schema (domain.md §3.2). */
  readonly level: string;
  readonly identifier?: string;
}

/** What a predicate answers where it is not yes or no: a count, or one of these bands or codes. */
export type AnswerForm = { readonly kind: 'count' } | { readonly kind: 'band'; readonly values: readonly string[] };

/** One predicate (核验) of a dataset; without `answer` it is answered with yes, no or unknown. */
export interface PredicateItem {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** `L2p`, `L4sp` (ledger.md §3). */
  readonly level: string;
  readonly answer?: AnswerForm;
}

/** An object schema whose properties are the data items. */
export interface RecordSchema {
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [keyword: string]: unknown;
}

/** A catalogue entry (数据目录条目): what a query must look like and what an answer may hold. Permission comes from the log alone. */
export interface DatasetDocument {
  readonly code: string;
  readonly version: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly abstract: string;
  readonly providerUscc: string;
  readonly updateCycle: string;
  readonly shareClass: string;
  readonly modes: readonly string[];
  readonly items: readonly DataItem[];
  /** Absent where none is answered. Their names differ from those of the items: a query and its entry name both in one list. */
  readonly predicates?: readonly PredicateItem[];
  readonly querySchema: Readonly<Record<string, unknown>>;
  readonly recordSchema: RecordSchema;
  /** Name of the connector's mapping. */
  readonly mapping: string;
}

/** `code@major`, the key of the catalogue. */
export function datasetCodeOf(document: Pick<DatasetDocument, 'code' | 'version'>): string {
  return `${document.code}@${document.version.split('.')[0] ?? ''}`;
}

/** Reads a document as published: RFC 8785 canonical, with the members that the exchange uses. Its schemas are not compiled yet. */
export function parseDatasetDocument(text: string): Result<DatasetDocument, 'DOCUMENT_INVALID'> {
  const parsed = parseJson(text, { maxBytes: MAX_DOCUMENT_BYTES, maxDepth: MAX_DEPTH });
  if (!parsed.ok || !isDocument(parsed.value) || canonicalJson(parsed.value) !== text) return fail('DOCUMENT_INVALID');
  return ok(parsed.value);
}

function isDocument(value: unknown): value is DatasetDocument {
  if (!isObject(value)) return false;
  const {
    code,
    version,
    name,
    abstract,
    providerUscc,
    updateCycle,
    shareClass,
    mapping,
    modes,
    items,
    predicates = [],
    querySchema,
    recordSchema,
  } = value;
  const areTexts = [code, version, abstract, providerUscc, updateCycle, shareClass, mapping].every(
    (text) => typeof text === 'string',
  );
  if (!areTexts || !isTitle(name) || !isObject(querySchema) || !isObject(recordSchema)) return false;
  if (!/^\d+\.\d+\.\d+$/.test(String(version)) || !isTextList(modes)) return false;
  if (!isObject(recordSchema['properties']) || !isListOf(items, isItem) || !isListOf(predicates, isPredicate)) return false;
  const names = [...items, ...predicates].map((entry) => entry.name);
  return new Set(names).size === names.length;
}

const ITEM_LEVEL = /^L[1-4]s?b?n?$/;
const PREDICATE_LEVEL = /^L[1-4]s?b?p$/;

function isItem(value: unknown): value is DataItem {
  return isObject(value) && typeof value['type'] === 'string' && hasNameAndLevel(value, ITEM_LEVEL);
}

function isPredicate(value: unknown): value is PredicateItem {
  if (!isObject(value) || !hasNameAndLevel(value, PREDICATE_LEVEL)) return false;
  return value['answer'] === undefined || isAnswerForm(value['answer']);
}

function hasNameAndLevel({ name, title, level }: Readonly<Record<string, unknown>>, levels: RegExp): boolean {
  return typeof name === 'string' && isTitle(title) && typeof level === 'string' && levels.test(level);
}

/** Closed: a member that nobody reads would look like a limit and be none. */
function isAnswerForm(value: unknown): value is AnswerForm {
  if (!isObject(value)) return false;
  const { kind, values, ...more } = value;
  if (Object.keys(more).length > 0) return false;
  return kind === 'count' ? values === undefined : kind === 'band' && isTextList(values) && values.length > 0;
}

function isTitle(value: unknown): boolean {
  return isObject(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';
}

function isTextList(value: unknown): value is readonly string[] {
  return isListOf(value, (item) => typeof item === 'string');
}

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
