import type { OwnDraft } from '../domain/own-draft.js';
import type { Submission } from '../domain/submission.js';
import type { RefusedItem } from './admit.js';

/** What one transaction takes in. */
export interface Batch {
  /** In decision order, which is offset order. */
  readonly submissions: readonly Submission[];
  /** Entries of the notary's own, before all submissions; `at` is the batch's decision time, epoch ms. */
  readonly own: (at: number) => readonly OwnDraft[];
  /** Items that get no entry but whose senders are told. */
  readonly refused: readonly RefusedItem[];
  readonly openingKeys: readonly { readonly okid: string; readonly jwe: string }[];
  /** Epoch ms at which the first of its records was read. */
  readonly arrivedAt: number;
  /** The offset expected in the database, and the one to leave there. */
  readonly offset: { readonly from: bigint; readonly to: bigint };
}
