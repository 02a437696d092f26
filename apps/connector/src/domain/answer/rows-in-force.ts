import { fail, ok, type Result } from '@shutong/kernel';
import type { Mapping } from '@shutong/contracts';
import { isWithinRegions, regionOfValue } from './region-filter.js';
import type { SourceRecord, SourceRow } from './source-row.js';

/** What of a dataset decides which rows may be used at all. */
export interface RowsOf {
  readonly mapping: Pick<Mapping, 'rowRegion'>;
  readonly items: Readonly<Record<string, { readonly 'x-identifier'?: unknown }>>;
  readonly isRecord: (record: SourceRecord) => boolean;
}

/**
 * Rows inside the regions of the permit, each of the record schema (protocol.md §6.1 step 8). A filter that cannot be applied, because
 * rows have no region, lets nothing through.
 */
export function rowsInForce(
  found: readonly SourceRow[],
  filter: readonly string[] | undefined,
  dataset: RowsOf,
): Result<readonly SourceRecord[], 'RECORD_SCHEMA'> {
  const { rowRegion } = dataset.mapping;
  if (filter !== undefined && rowRegion === undefined) return fail('RECORD_SCHEMA');
  const inside = filter === undefined ? found : found.filter((row) => isInside(row, filter, rowRegion, dataset.items));
  const records = inside.map(({ record }) => record);
  return records.every(dataset.isRecord) ? ok(records) : fail('RECORD_SCHEMA');
}

function isInside(
  { record, region }: SourceRow,
  filter: readonly string[],
  rowRegion: Mapping['rowRegion'],
  items: RowsOf['items'],
): boolean {
  const own =
    typeof rowRegion === 'string'
      ? regionOfValue(record[rowRegion], items[rowRegion]?.['x-identifier'])
      : regionOfValue(region, 'region6');
  return own !== undefined && isWithinRegions(own, filter);
}
