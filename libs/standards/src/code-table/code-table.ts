import { fail, ok, type Result } from '@shutong/kernel';
import { isCalendarDate } from '../identifier/calendar-date.js';

export interface CodeEntry {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** First and last day of validity, `YYYY-MM-DD`; absent where open. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly successor?: string;
  /** Where the code stands, for tables of law. */
  readonly citation?: string;
}

const ENTRY_MEMBERS = new Set(['code', 'zh', 'en', 'validFrom', 'validTo', 'successor', 'citation']);

/** 代码表: the codes of one standard with their lives. New editions add entries; nothing is deleted (domain.md §7). */
export class CodeTable {
  private constructor(
    readonly id: string,
    private readonly entries: ReadonlyMap<string, readonly CodeEntry[]>,
  ) {}

  /** Reads the file form `{id, title, standard, edition, entries}`; a table with one bad entry is no table. */
  static parse(value: unknown): Result<CodeTable, 'CODE_TABLE_INVALID'> {
    if (!isRecord(value) || typeof value['id'] !== 'string' || !Array.isArray(value['entries'])) {
      return fail('CODE_TABLE_INVALID');
    }
    const rows: unknown[] = value['entries'];
    if (!rows.every(isEntry)) return fail('CODE_TABLE_INVALID');
    const byCode = new Map<string, CodeEntry[]>();
    for (const entry of rows) byCode.set(entry.code, [...(byCode.get(entry.code) ?? []), entry]);
    return ok(new CodeTable(value['id'], byCode));
  }

  /** Whether the code was in force on the date that the value speaks about; without a date, whether it ever was. */
  has(code: string, on?: string): boolean {
    return (this.entries.get(code) ?? []).some((entry) => on === undefined || isInForceOn(entry, on));
  }

  /** Every code that was ever in force, in file order. */
  get codes(): readonly string[] {
    return [...this.entries.keys()];
  }
}

function isInForceOn(entry: CodeEntry, on: string): boolean {
  return (entry.validFrom ?? '') <= on && (entry.validTo === undefined || on <= entry.validTo);
}

function isEntry(value: unknown): value is CodeEntry {
  if (!isRecord(value) || !Object.keys(value).every((name) => ENTRY_MEMBERS.has(name))) return false;
  const texts = [value['code'], value['zh'], value['en']];
  if (!texts.every((text) => typeof text === 'string' && text !== '')) return false;
  return [value['validFrom'], value['validTo']].every(
    (date) => date === undefined || (typeof date === 'string' && isCalendarDate(date)),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
