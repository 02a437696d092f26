/** One record in the names of the record schema, unmasked. */
export type SourceRecord = Readonly<Record<string, unknown>>;

/** A row as the source gives it. */
export interface SourceRow {
  readonly record: SourceRecord;
  /** Of a column that is no data item and places the row in a region, where the mapping names one. */
  readonly region?: unknown;
}
