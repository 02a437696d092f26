import { type Clock, newId, type Randomness } from '@shutong/kernel';
import type { Directory } from '@shutong/trust';
import type { EdgeRefusal, Refusal } from '../domain/refusal/refusal.js';
import { type RefusalKind, RefusalTally } from '../domain/refusal/refusal-tally.js';
import { SubmissionFailure, type Submissions } from './submissions.port.js';

/** Records what is refused at the edge before it is answered: refusals are part of the record too (invariant 5, protocol.md §6.3). */
export class Refusals {
  private readonly tally = new RefusalTally();

  constructor(
    private readonly own: { readonly code: string; readonly home: string; readonly directory: Directory },
    private readonly submissions: Submissions,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** The refusal to answer with, once it is recorded or counted; `UNAVAILABLE` when it cannot be. */
  async record(refusal: EdgeRefusal, kind: Omit<RefusalKind, 'code'>): Promise<Refusal> {
    const counted = { ...kind, code: refusal.code };
    if (this.tally.isFolded(counted, refusal.code === 'TOKEN_INVALID', this.clock.now())) {
      return this.submissions.isUp ? refusal : UNAVAILABLE;
    }
    try {
      const id = await this.submit(counted, 1);
      return refusal.id === undefined ? { ...refusal, id } : refusal;
    } catch (error) {
      if (error instanceof SubmissionFailure) return UNAVAILABLE;
      throw error;
    }
  }

  /** Submits the counts of the second that is over; at the end of the process, of the one under way as well. */
  async flush(isEnd: boolean): Promise<void> {
    const tallied = isEnd ? this.tally.drain() : this.tally.due(this.clock.now());
    await Promise.all(tallied.map(({ kind, n }) => this.submit(kind, n)));
  }

  private async submit(kind: RefusalKind, n: number): Promise<string> {
    const { code, cons, sys, prov, ds } = kind;
    const { directory, home } = this.own;
    const shard = (prov === undefined ? undefined : directory.shardOf(prov)) ?? home;
    const id = newId(this.randomness);
    const h = JSON.stringify({
      v: 1,
      type: 'refused',
      id,
      shard,
      epoch: directory.epoch,
      why: [code],
      n,
      ...(cons !== undefined && { cons }),
      ...(sys !== undefined && { sys }),
      ...(prov !== undefined && { prov }),
      ...(ds !== undefined && { ds }),
    });
    await this.submissions.submit(shard, { h });
    return id;
  }
}

const UNAVAILABLE: Refusal = { code: 'UNAVAILABLE', retryAfterSeconds: 1 };
