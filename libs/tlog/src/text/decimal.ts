const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;
const LIMIT = 2n ** 63n;

/** A count in its one spelling, below 2^63; undefined for anything else (ledger.md §2, traps). */
export function parseDecimal(text: string): bigint | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = BigInt(text);
  return value < LIMIT ? value : undefined;
}

/** The same for counts this node works with: undefined from 2^53 on. */
export function parseSafeDecimal(text: string): number | undefined {
  const value = parseDecimal(text);
  return value !== undefined && value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined;
}
