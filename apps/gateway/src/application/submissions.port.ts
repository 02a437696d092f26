import type { Tick, TickItem } from '@shutong/contracts';

/** `MAYBE_SENT`: it may stand in Kafka, so the answer can only be 504, never 503 (protocol.md §5.2). */
export type SubmissionFault = 'NOTHING_SENT' | 'MAYBE_SENT';

export class SubmissionFailure extends Error {
  constructor(readonly fault: SubmissionFault) {
    super(fault);
    this.name = 'SubmissionFailure';
  }
}

/** The way to the notary of a shard. */
export abstract class Submissions {
  /** False while Kafka is known to be away: then nothing should be prepared. */
  abstract get isUp(): boolean;

  /** Puts an item into the gateway's next tick. Resolves when Kafka has acknowledged it; throws `SubmissionFailure`. */
  abstract submit(shard: string, item: TickItem): Promise<void>;

  /** Passes a signed tick of another party on, unchanged. Resolves and throws as `submit`. */
  abstract relay(shard: string, tick: Tick): Promise<void>;
}

/** A rejection as a value, for racing it against the outcome. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('rejected with something else than an error');
}
