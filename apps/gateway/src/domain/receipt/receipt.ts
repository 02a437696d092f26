import { toBase64Url } from '@shutong/kernel';
import type { CheckedEntry } from '../decision/proven-entry.js';

/** What opens one commitment: H(salt ‖ JCS(value)) = `c[field]`. */
export interface FieldOpening {
  readonly salt: string;
  readonly value: unknown;
}

/** Evidence of one entry that outsiders can check with the log's public key alone (protocol.md §5.4). */
export interface Receipt {
  readonly id: string;
  readonly origin: string;
  readonly index: number;
  /** Leaf text, as hashed. */
  readonly entry: string;
  /** `c2sp.org/tlog-proof@v1` */
  readonly proof: string;
  readonly openings?: Readonly<Record<string, FieldOpening>>;
}

/** Openings of the asker's own commitments. Field salts only: entrySalt would open the department's answer as well. */
export function openingsOf(
  values: Readonly<Record<string, unknown>>,
  salts: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, FieldOpening>> {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { salt: toBase64Url(salts[field] ?? new Uint8Array()), value }]),
  );
}

/** The receipt of an entry; `openings` only where it answers the asker's own, newest submission (protocol.md §5.4). */
export function receiptOf(
  origin: string,
  { entry, index, leaf, proof }: CheckedEntry,
  openings?: Readonly<Record<string, FieldOpening>>,
): Receipt {
  return { id: entry.id, origin, index, entry: leaf, proof, ...(openings !== undefined && { openings }) };
}
