import type { DatasetContract } from '@shutong/contracts';
import type { QueryPermitted } from '@shutong/decision';
import { fail, ok, parseJson, type Result } from '@shutong/kernel';
import { maskTypeOf } from '@shutong/standards';

const LIMITS = { maxBytes: 400_000, maxDepth: 8 };
const MEMBERS: ReadonlySet<string> = new Set(['asOf', 'sourceUscc', 'version', 'underCorrection', 'rows']);
const OFFSET_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

/** A department's answer as its consumer gets it. */
export interface Answer {
  readonly asOf: string;
  readonly sourceUscc: string;
  readonly version: string;
  readonly underCorrection: boolean;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export type AnswerFault = 'ANSWER_INVALID' | 'RECORD_SCHEMA';

/**
 * Row 4 of protocol.md §7.3, on the opened plaintext: closed envelope of the query's own department, rows of the reduced record
 * schema with nothing outside the permitted fields, and masks where the entry says so. `keys` are those the consumer sent.
 */
export function readAnswer(
  plaintext: Uint8Array,
  leaf: QueryPermitted,
  contract: DatasetContract,
  keys: Readonly<Record<string, string>>,
): Result<Answer, AnswerFault> {
  const parsed = parseJson(plaintext, LIMITS);
  if (!parsed.ok || !isEnvelope(parsed.value) || parsed.value.sourceUscc !== leaf.prov) return fail('ANSWER_INVALID');
  const answer = parsed.value;
  const masked = Object.keys(leaf.mask ?? {});
  if (!contract.areRows(answer.rows, leaf.fields, masked)) return fail('RECORD_SCHEMA');
  const isHidden = (row: Readonly<Record<string, unknown>>): boolean =>
    masked.every((field) => isMasked(field, row[field], contract, keys));
  return answer.rows.every(isHidden) ? ok(answer) : fail('RECORD_SCHEMA');
}

/** Every mask shows an asterisk, but for public identifiers and for the key that the consumer itself sent, which is echoed. */
function isMasked(field: string, value: unknown, contract: DatasetContract, keys: Readonly<Record<string, string>>): boolean {
  if (value === undefined || value === '') return true;
  if (typeof value !== 'string') return false;
  if (value.includes('*') || Object.values(keys).includes(value)) return true;
  const type = maskTypeOf(field, contract.document.recordSchema.properties[field] ?? {});
  return type === 'region6' || type === 'uscc';
}

function isEnvelope(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null || !Object.keys(value).every((name) => MEMBERS.has(name))) return false;
  const { asOf, sourceUscc, version, underCorrection, rows }: Partial<Record<keyof Answer, unknown>> = value;
  const areTexts =
    typeof asOf === 'string' && OFFSET_TIME.test(asOf) && typeof sourceUscc === 'string' && typeof version === 'string';
  return areTexts && typeof underCorrection === 'boolean' && Array.isArray(rows);
}
