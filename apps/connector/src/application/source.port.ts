import type { Mapping } from '@shutong/contracts';
import type { SourceRow } from '../domain/answer/source-row.js';

/** One question to the source: the values of its keys, by key name. */
export type KeyValues = Readonly<Record<string, string>>;

/** Why a read gave nothing; the code that the outcome carries. */
export type SourceFault = 'SOURCE_DOWN' | 'SOURCE_TIMEOUT';

/** More rows of one key than this are not read: an answer holds one page (protocol.md §9). */
export const MAX_ROWS = 200;

/** Longest time for one read, ms (protocol.md §9). */
export const READ_MS = 2000;

/** The department's own data. Read-only by construction: there is nothing here to write with. */
export abstract class Source {
  /**
   * One read for all questions of a batch (one by one costs twice the CPU, prototype.md §2). All name the same keys. Answers stand at
   * the places of their questions: the rows in the source's order, at most `MAX_ROWS` + 1, values in the form of the record schema and
   * absent ones left out. Throws `SourceFailure`.
   */
  abstract read(mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]>;
}

/** The source could not be read; the cause is for the department's own log. */
export class SourceFailure extends Error {
  constructor(
    readonly code: SourceFault,
    cause: unknown,
  ) {
    super(`The source answered with ${code}.`, { cause });
    this.name = 'SourceFailure';
  }
}
