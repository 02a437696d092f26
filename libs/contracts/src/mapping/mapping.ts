import type { PredicateRule } from './predicate-rule.js';

/**
 * Where a department keeps the records of one dataset; written by its data officer, no SQL in it. Names stand for columns of the table,
 * members of the JSON rows, or headings of the CSV file.
 */
export interface Mapping {
  /** As the dataset document names it. */
  readonly name: string;
  /** `D01@1` */
  readonly dataset: string;
  /** Exactly one of these. */
  readonly table?: { readonly schema: string; readonly name: string };
  readonly http?: HttpRows;
  readonly csv?: CsvRows;
  /** Key of a query → where its value stands. */
  readonly keys: Readonly<Record<string, KeyPlace>>;
  /** Data item → column. */
  readonly columns: Readonly<Record<string, string>>;
  /** What places a row in a region: a data item, or a column that is none; absent where rows have no region. */
  readonly rowRegion?: string | { readonly column: string };
  readonly predicates?: Readonly<Record<string, PredicateRule>>;
}

/** One column, several of which any may hold the value, or a column that holds a list with it. */
export type KeyPlace = string | readonly string[] | { readonly list: string };

export interface HttpRows {
  /** Below the source's root URL. */
  readonly path: string;
  /** JSON Pointer (RFC 6901) to the list of rows in the answer; absent: the answer is the list. */
  readonly rows?: string;
}

export interface CsvRows {
  /** In the source's folder. */
  readonly file: string;
  /** Columns that are no text. */
  readonly types?: Readonly<Record<string, 'boolean' | 'integer'>>;
}

/** Columns that may hold the value of a key. */
export function columnsOfKey(place: KeyPlace): readonly string[] {
  if (typeof place === 'string') return [place];
  return 'list' in place ? [place.list] : place;
}
