import { ProblemError } from '@shutong/platform';

const COUNT = /^(?:0|[1-9][0-9]{0,15})$/;

/** An index or size in its one spelling, below 2^53; undefined for anything else. */
export function canonicalCount(text: string): number | undefined {
  const value = COUNT.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A count from the query string. Throws `QUERY_SCHEMA` that names the parameter. */
export function countParameter(query: Readonly<Record<string, unknown>>, name: string, least: number): number {
  const text = query[name];
  const value = typeof text === 'string' ? canonicalCount(text) : undefined;
  if (value !== undefined && value >= least) return value;
  throw new ProblemError('QUERY_SCHEMA', { findings: [`${name}: a decimal number from ${least} on, without leading zeros`] });
}
