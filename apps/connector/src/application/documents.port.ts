import type { Mapping } from '@shutong/contracts';
import type { MaskedItem } from '@shutong/standards';
import type { Subject } from '@shutong/trust';
import type { SourceRecord } from '../domain/answer/source-row.js';

/** One publication of a dataset of this department, as the catalogue proved it. */
export interface ServedDataset {
  /** Log index of its `dataset.published`. */
  readonly index: number;
  /** `D01@1` */
  readonly ds: string;
  readonly version: string;
  /** Undefined when this connector has no mapping of the name that the document gives. */
  readonly mapping: Mapping | undefined;
  /** Schemas of the data items, by name. */
  readonly items: Readonly<Record<string, MaskedItem>>;
  /** Whether an unmasked record obeys the record schema. */
  readonly isRecord: (record: SourceRecord) => boolean;
  /** Whether predicates and their arguments obey the query schema. */
  readonly isAsk: (ask: unknown) => boolean;
  /** Who a question with these keys is about (domain.md §8). */
  readonly subjectOf: (keys: Readonly<Record<string, string>>) => Subject;
}

/** Dataset documents at hand. They say how to read and validate; what is permitted comes from leaves only. */
export abstract class Documents {
  /** The publication with that log index, if it has arrived. */
  abstract find(index: number): ServedDataset | undefined;
}
