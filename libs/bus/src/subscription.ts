import { type RecordBatch } from './record-batch.js';

/**
 * Where reading begins.
 * - `group`: at the group's committed offset, else the log's start; commits each second what the handler has handled.
 * - `offset`: exactly at `next`, kept by the reader itself (the notary's lies in its own transaction); lower offsets are dropped, a gap
 *   or a log that does not reach `next` is a failure.
 * - `end`: at the offset the log ended with when listening began; fixed before ready, so a reply to the first question is not lost.
 * - `earliest`: at the log's start; `KafkaBatchServer.caughtUp` resolves when the end of that moment has been handled.
 *
 * Only `group` commits. The others belong to one process, so each joins under a name of its own below `groupId` and never waits for the
 * session of a killed predecessor.
 */
export type Start =
  | { readonly kind: 'group' }
  | { readonly kind: 'offset'; readonly next: bigint }
  | { readonly kind: 'end' }
  | { readonly kind: 'earliest' };

export interface Subscription {
  /** Pattern of the `@EventPattern` handler that takes the batches. */
  readonly pattern: string;
  readonly topic: string;
  readonly groupId: string;
  readonly start: Start;
}

/**
 * What a handler may resolve with. It resolves when it can take the next batch (until then nothing is fetched); if the batch is not
 * handled by then, `handled` settles when it is, and only then may its offset be committed. A rejection of either ends the consumer.
 */
export type Taken = void | { readonly handled: Promise<unknown> };

export type BatchHandler = (batch: RecordBatch) => Promise<Taken>;
