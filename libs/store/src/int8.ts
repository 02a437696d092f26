import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;

/** A `bigint` column as number. Throws beyond 2^53 − 1 instead of rounding: a rounded log index names another entry. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('bigint column beyond 2^53 - 1');
  return value;
}

/**
 * Parsers for our pools: pg hands out `bigint` as string, so `row.idx + 1` would concatenate.
 * All else stays pg's default; JSON goes in as strings (pg would turn a JS array into a PostgreSQL array).
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8 && format !== 'binary') return parseInt8;
    if (oid === INT8_ARRAY && format !== 'binary') return parseInt8Array;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

function parseInt8Array(text: string): readonly number[] {
  const inner = text.slice(1, -1);
  return inner === '' ? [] : inner.split(',').map(parseInt8);
}
