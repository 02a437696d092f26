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
  readonly identifier?: string;
}

/** One predicate (核验) of a dataset; without `answer` it is answered with yes, no or unknown. */
export interface PredicateItem {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** `L2p`, `L4sp` (ledger.md §3). */
  readonly level: string;
  readonly answer?: { readonly kind: 'count' } | { readonly kind: 'band'; readonly values: readonly string[] };
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
  /** Absent where none is answered. */
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
  return isObject(recordSchema['properties']) && isListOf(items, isItem) && isListOf(predicates, isPredicate);
}

function isItem(value: unknown): boolean {
  return isObject(value) && typeof value['name'] === 'string' && typeof value['type'] === 'string' && isTitle(value['title']);
}

function isPredicate(value: unknown): boolean {
  if (!isObject(value) || typeof value['name'] !== 'string' || typeof value['level'] !== 'string') return false;
  return isTitle(value['title']) && (value['answer'] === undefined || isAnswer(value['answer']));
}

function isAnswer(value: unknown): boolean {
  if (!isObject(value)) return false;
  return value['kind'] === 'count' || (value['kind'] === 'band' && isTextList(value['values']));
}

function isTitle(value: unknown): boolean {
  return isObject(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';
}

function isTextList(value: unknown): boolean {
  return isListOf(value, (item) => typeof item === 'string');
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
