import type { Entry, Fold } from '@shutong/decision';
import type { KeysInForce } from '../domain/keys-in-force.js';
import type { BatchSheet } from './batch-sheet.js';
import type { Outgoing } from './outgoing.js';

/** The desk at which one batch is decided. Everything on it is thrown away when the batch is not appended. */
export interface BatchDesk {
  readonly shard: string;
  readonly epoch: string;
  /** Decision time of the whole batch, epoch ms. */
  readonly at: number;
  readonly sheet: BatchSheet;
  /** The decision state, folded on a copy. */
  readonly fold: Fold;
  readonly outgoing: Outgoing;
  keys: KeysInForce;
}

/** Why a submission gets no entry although its header was read: no right to it, or not the form of its kind. */
export type RejectCode = 'NOT_ENTITLED' | 'HEADER_INVALID';

/** Applies an entry that follows from the log and cannot contradict it; a refusal is a bug. */
export function applyOwn(desk: BatchDesk, leaf: Entry): void {
  if (!tryApply(desk, leaf)) throw new Error(`${leaf.k} does not apply to its own log`);
}

/** Whether an entry applies to what stands before it; when not, nothing has changed. */
export function tryApply(desk: BatchDesk, leaf: Entry): boolean {
  return desk.fold.apply(desk.sheet.nextIndex, leaf, (index) => desk.sheet.at(index)?.entry).ok;
}
