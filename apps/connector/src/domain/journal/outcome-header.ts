import { fromBase64Url } from '@shutong/kernel';
import { commitAll } from '@shutong/trust';
import type { AnsweredOutcome, Outcome } from './outcome.js';

/** Where outcomes go, and for whom. */
export interface OutcomeDesk {
  readonly shard: string;
  readonly epoch: string;
  /** USCC. */
  readonly department: string;
}

/** What an `answered` commits to: the digest of the plaintext and the row count, never data. */
export function committedValues(outcome: AnsweredOutcome): { readonly result: string; readonly rows: number } {
  return { result: outcome.digest, rows: outcome.count };
}

export function entrySaltOf(outcome: AnsweredOutcome): Uint8Array {
  const salt = fromBase64Url(outcome.salt);
  if (salt === undefined) throw new Error('the journal holds an outcome without its salt');
  return salt;
}

/** Header text of a submission (protocol.md §3.2). `od`: H of the sealed openings, which only `answered` has. */
export function outcomeHeader(outcome: Outcome, desk: OutcomeDesk, od?: string): string {
  const frame = {
    v: 1,
    type: outcome.kind,
    id: outcome.id,
    shard: desk.shard,
    epoch: desk.epoch,
    q: outcome.index,
    prov: desk.department,
  };
  if (outcome.kind === 'failed') return JSON.stringify({ ...frame, why: outcome.why, ms: outcome.ms });
  const { ver, fields, ms } = outcome;
  return JSON.stringify({ ...frame, ver, fields, ms, c: commitAll(entrySaltOf(outcome), committedValues(outcome)), od });
}
