import type { QueryHeader } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';

/** The leaf of a permitted query. Fields, masks and rows of an answer come from here and from nowhere else (invariant 1). */
export type PermittedLeaf = Extract<Entry, { readonly k: 'query-permitted' }>;

/** A dispatched query that stands in the log and was signed by a gateway: rows 1 and 2 of protocol.md §7.2. */
export interface ProvenQuery {
  readonly index: number;
  /** Leaf hash, base64 with padding, as replies name it. */
  readonly lh: string;
  readonly leaf: PermittedLeaf;
  readonly header: QueryHeader;
  /** Sealed question. */
  readonly s: string;
  /** Epoch ms. */
  readonly deadlineMs: number;
}
