import type { Result } from '@shutong/kernel';
import type { RegionTable } from '../region/region-table.js';
import type { Reason } from './reason.js';

/** What a verdict depends on besides the value: never the clock and never a table that the caller did not choose. */
export interface IdentifierContext {
  /** Production passes the national table, tests and demonstrations the one with the fixture city. */
  readonly regions: RegionTable;
  /** Reference date `YYYY-MM-DD`: a date inside the value that lies after it is `DATE_FUTURE`. Absent: no date is too late. */
  readonly at?: string;
  /** When the region must have been in force: the birth date in the number, or a date. Absent: ever in force is enough. */
  readonly regionAt?: 'birth' | `${number}-${number}-${number}`;
}

/** A valid identifier, taken apart. Members of `parts` are those of the test vectors. */
export interface ParsedIdentifier {
  /** The one spelling that record schemas, commitments and pseudonyms accept. */
  readonly canonical: string;
  readonly parts: Readonly<Record<string, string>>;
  /** Findings that do not refuse the value on intake, but count against the quality of the source. */
  readonly warnings: readonly Reason[];
}

/** One identifier type: its only operation gets the normalised, non-empty text. */
export type ParseIdentifier = (text: string, context: IdentifierContext) => Result<ParsedIdentifier, readonly Reason[]>;
