import type { DatasetContract } from '@shutong/contracts';
import type { QueryPermitted } from '@shutong/decision';
import { fail, ok, parseJson, type Result } from '@shutong/kernel';
import { isPublicMask, maskTypeOf } from '@shutong/standards';

const LIMITS = { maxBytes: 400_000, maxDepth: 8 };
const MEMBERS: ReadonlySet<string> = new Set(['asOf', 'sourceUscc', 'version', 'underCorrection', 'rows', 'results']);
const OFFSET_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

interface Envelope {
  readonly asOf: string;
  readonly sourceUscc: string;
  readonly version: string;
  readonly underCorrection: boolean;
}

type Row = Readonly<Record<string, unknown>>;

/** A department's answer as its consumer gets it: rows in mode `records`, results by name in mode `predicate`. */
export interface Answer extends Envelope {
  readonly data: readonly Row[] | Row;
}

export type AnswerFault = 'ANSWER_INVALID' | 'RECORD_SCHEMA';

/**
 * Row 4 of protocol.md §7.3, on the opened plaintext: closed envelope of the query's own department; in mode `records` rows of the
 * reduced record schema with nothing outside the permitted fields, and masks where the entry says so; in mode `predicate` one answer of
 * its kind for every name permitted, and no row. `keys` are those the consumer sent.
 */
export function readAnswer(
  plaintext: Uint8Array,
  leaf: QueryPermitted,
  contract: DatasetContract,
  keys: Readonly<Record<string, string>>,
): Result<Answer, AnswerFault> {
  const parsed = parseJson(plaintext, LIMITS);
  if (!parsed.ok || !isEnvelope(parsed.value) || parsed.value.sourceUscc !== leaf.prov) return fail('ANSWER_INVALID');
  const { rows, results, ...envelope } = parsed.value;
  if (leaf.mode === 'predicate') {
    if (rows !== undefined || !isRow(results)) return fail('ANSWER_INVALID');
    return contract.areResults(results, leaf.fields) ? ok({ ...envelope, data: results }) : fail('RECORD_SCHEMA');
  }
  if (results !== undefined || !Array.isArray(rows)) return fail('ANSWER_INVALID');
  return areReleasable(rows, leaf, contract, keys) ? ok({ ...envelope, data: rows }) : fail('RECORD_SCHEMA');
}

function areReleasable(
  rows: readonly unknown[],
  leaf: QueryPermitted,
  contract: DatasetContract,
  keys: Readonly<Record<string, string>>,
): rows is readonly Row[] {
  const masked = Object.keys(leaf.mask ?? {});
  if (!contract.areRows(rows, leaf.fields, masked)) return false;
  return rows.every((row) => isRow(row) && masked.every((field) => isMasked(field, row[field], contract, keys)));
}

/** Every mask shows an asterisk, but for public identifiers and for the key that the consumer itself sent, which is echoed. */
function isMasked(field: string, value: unknown, contract: DatasetContract, keys: Readonly<Record<string, string>>): boolean {
  if (value === undefined || value === '') return true;
  if (typeof value !== 'string') return false;
  if (value.includes('*') || Object.values(keys).includes(value)) return true;
  const type = maskTypeOf(field, contract.document.recordSchema.properties[field] ?? {});
  return type !== undefined && isPublicMask(type, value);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEnvelope(value: unknown): value is Envelope & { readonly rows?: unknown; readonly results?: unknown } {
  if (!isRow(value) || !Object.keys(value).every((name) => MEMBERS.has(name))) return false;
  const { asOf, sourceUscc, version, underCorrection } = value;
  const areTexts =
    typeof asOf === 'string' && OFFSET_TIME.test(asOf) && typeof sourceUscc === 'string' && typeof version === 'string';
  return areTexts && typeof underCorrection === 'boolean';
}
