import type { Instant } from '@shutong/kernel';

/** Members of every entry (ledger.md §3). */
export interface EntryFrame {
  readonly v: 1;
  /** The notary's decision time; one value per batch, never going back. */
  readonly at: Instant;
  readonly id: string;
  readonly src: { readonly by: string; readonly d: string };
}

/** Commitments, 43 characters each, by what they commit to (ledger.md §4). */
export type Commitments = Readonly<Record<string, string>>;

/** `L1`–`L4`, then any of s (sensitive), b (own basis), n (not shared), p (predicate), in this order. */
export type Level = string;

/** Mask profile: none, partial, strict, full. */
export type MaskProfile = 'm0' | 'm1' | 'm2' | 'm3';

export interface Rows {
  readonly region: readonly string[];
}
