import type { ExplainHeader, FactHeader, QueryHeader } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { canonicalJson } from '@shutong/kernel';

const QUESTION_MEMBERS = ['id', 'cons', 'sys', 'prov', 'ds', 'mode', 'purpose', 'basis', 'law', 'role', 'fields', 'sub'] as const;
/** Of the submission only, not of the entry. */
const FACT_FRAME: ReadonlySet<string> = new Set(['v', 'type', 'shard', 'epoch', 'deadline', 'replyTo', 'sd', 'od', 'dd']);

/**
 * Row 2 of protocol.md §7.3: the entry is about the very question that was submitted. Of an older one (`was`) commitments and source
 * differ, because every try has salts of its own.
 */
export function isSameQuestion(entry: Entry, header: QueryHeader | ExplainHeader, isOlder: boolean): boolean {
  if (entry.k !== 'query-permitted' && entry.k !== 'query-denied' && entry.k !== 'explained') return false;
  if ((entry.k === 'explained') !== (header.type === 'explain')) return false;
  const areEqual = QUESTION_MEMBERS.every((name) => canonicalOrAbsent(entry[name]) === canonicalOrAbsent(header[name]));
  return areEqual && isRowsInside(entry, header) && (isOlder || canonicalJson(entry.c) === canonicalJson(header.c));
}

/** The entry of a fact repeats every member that was signed; an older one but the commitments, whose salts differ in every try. */
export function isSameFact(entry: Entry, header: FactHeader, isOlder: boolean): boolean {
  const members: Readonly<Record<string, unknown>> = { ...entry };
  return Object.entries(header).every(
    ([name, value]) =>
      FACT_FRAME.has(name) || (isOlder && name === 'c') || canonicalOrAbsent(members[name]) === canonicalJson(value),
  );
}

/** Whether an entry is an outcome or release of that very query; another query's would tell its asker a false end. */
export function isOutcomeOf(follower: Entry, query: { readonly index: number; readonly entry: Entry }): boolean {
  if (follower.k !== 'answered' && follower.k !== 'failed' && follower.k !== 'not-released') return false;
  if (follower.ep !== undefined || follower.id !== query.entry.id || follower.q !== query.index) return false;
  return follower.k === 'not-released' || ('prov' in query.entry && follower.prov === query.entry.prov);
}

/** Rows in force are those asked, or the grant's where none were asked: never wider than the question. */
function isRowsInside(
  entry: { readonly rows?: { readonly region: readonly string[] } },
  header: QueryHeader | ExplainHeader,
): boolean {
  if (header.rows === undefined) return true;
  const asked = new Set(header.rows.region);
  return entry.rows !== undefined && entry.rows.region.every((region) => asked.has(region));
}

function canonicalOrAbsent(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value);
}
