import type { Hash } from '@shutong/tlog';

/** A head that follows from everything this receiver has verified before. */
export interface VerifiedHead {
  readonly size: number;
  readonly root: Hash;
  /** The signed checkpoint; empty for a pin that came from the directory. */
  readonly note: string;
}

/**
 * `PROOF_INVALID`: the note itself is wrong, the record is for `.dead`. `HEAD_UNKNOWN`: no proof to be had now, hold the items and
 * hand the head over again. `FORK`: two histories; nothing is served until an operator has acted.
 */
export type HeadFault = 'PROOF_INVALID' | 'HEAD_UNKNOWN' | 'FORK';
