import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Consumer, type ConsumerCrashEvent, type EachBatchPayload } from 'kafkajs';
import { type Bus } from './bus.js';
import { BusFailure } from './bus-failure.js';
import { Gate } from './gate.js';
import { GroupCommits } from './group-commits.js';
import { Position } from './position.js';
import { type ReadingStart, readingStart, requireSameLog } from './reading-start.js';
import { toInRecord } from './record-batch.js';
import { type BatchHandler, type Subscription } from './subscription.js';

/** kafkajs thins heartbeats out itself; between two calls a rebalance goes unnoticed. */
const HEARTBEAT_CHECK_MS = 300;
const CLUSTER_QUESTION_MS = 2_000;
/** An outage kafkajs may try to heal before the process has to end; a broker killed with -9 is back after 2 to 11 s. */
const HEALING_MS = 30_000;

export interface ConsumerEvents {
  readonly onCrash: (failure: BusFailure) => void;
  readonly onConnected: (isConnected: boolean) => void;
}

/**
 * One kafkajs consumer on one topic: starts where its subscription says, hands out whole fetches, waits while the handler is full, and
 * never stalls silently: whatever it cannot heal reaches `onCrash` once, and it stops.
 */
export class BatchConsumer {
  private readonly consumer: Consumer;
  /** Only a group commits; the other starts keep their own place. */
  private readonly commits: GroupCommits | undefined;
  private readonly joined = new Gate();
  private readonly caughtUpGate = new Gate();
  private readonly stopped = new Gate();
  private start: ReadingStart | undefined;
  private position = new Position(undefined, false);
  /** Check of the log after a rejoin; batches wait for it. */
  private sameLog: Promise<void> = Promise.resolve();
  /** The handler's promise that it can take more. */
  private room: Promise<void> = Promise.resolve();
  /** Everything handed out so far is handled. */
  private allHandled: Promise<unknown> = Promise.resolve();
  private unhealthySince: number | undefined;
  private isStopping = false;

  constructor(
    private readonly bus: Bus,
    private readonly subscription: Subscription,
    private readonly handler: BatchHandler,
    private readonly events: ConsumerEvents,
  ) {
    this.consumer = bus.consumer(this.memberGroup(), () => this.mayHeal());
    this.commits = subscription.start.kind === 'group' ? new GroupCommits((next) => this.commit(next)) : undefined;
    this.consumer.on(this.consumer.events.GROUP_JOIN, () => this.onJoin());
    this.consumer.on(this.consumer.events.CRASH, (event) => this.onKafkaCrash(event));
    this.consumer.on(this.consumer.events.START_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.skipFiltered(payload.firstOffset, payload.lastOffset, payload.highWatermark);
    });
  }

  /** Resolves with the position fixed and the group joined. Rejects if the log is not what the subscription expects. */
  async listen(): Promise<void> {
    const start = await readingStart(this.bus, this.subscription);
    this.start = start;
    this.position = new Position(start.next, start.isExact);
    this.noteProgress(start.next ?? start.begin);
    await this.consumer.connect();
    await this.consumer.subscribe({ topic: this.subscription.topic, fromBeginning: true });
    // `run` resolves even if the group can never be joined (prototype.md §3 rule 9).
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.onBatch(payload),
    });
    await Promise.race([this.joined.opened, this.stopped.opened]);
    if (this.isStopping) throw this.lost();
  }

  /** Resolves once everything that stood in the topic when listening began has been handled. */
  async caughtUp(): Promise<void> {
    await Promise.race([this.caughtUpGate.opened, this.stopped.opened]);
    if (!this.caughtUpGate.isOpen) throw this.lost();
  }

  /** Stops fetching, commits what was handled, leaves the group. Batches handed out are the handler's to finish. */
  async stop(): Promise<void> {
    if (this.isStopping) return this.stopped.opened;
    this.isStopping = true;
    try {
      await this.commits?.stop();
      await this.consumer.disconnect();
    } finally {
      this.stopped.open();
    }
  }

  private memberGroup(): string {
    const { groupId, start } = this.subscription;
    return start.kind === 'group' ? groupId : `${groupId}.${randomBytes(6).toString('hex')}`;
  }

  private onJoin(): void {
    this.unhealthySince = undefined;
    if (this.joined.isOpen && this.start !== undefined) {
      this.sameLog = requireSameLog(this.bus, this.subscription.topic, this.start, this.position.next);
      this.sameLog.catch((failure: unknown) => this.crash(failure));
    }
    if (this.commits === undefined) this.resumePosition();
    else this.leavePositionToGroup(this.commits);
    this.joined.open();
    this.events.onConnected(true);
  }

  private leavePositionToGroup(commits: GroupCommits): void {
    this.position = new Position(undefined, false);
    commits.forget();
  }

  /** Synchronous, so the seek is in force before the first fetch; without it a rejoin would fall back to the log's start. */
  private resumePosition(): void {
    this.position.rejoined();
    const { next } = this.position;
    if (next !== undefined) this.consumer.seek({ topic: this.subscription.topic, partition: 0, offset: next.toString() });
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    await this.sameLog.catch(() => undefined);
    await this.waitForRoom(payload);
    const [first, last] = [batch.firstOffset(), batch.lastOffset()];
    if (this.isStopping || first === null) return;
    const from = this.advance(first, last, batch.highWatermark);
    if (from === undefined) return;
    const records = batch.messages.map(toInRecord).filter((record) => record.offset >= from);
    if (records.length > 0) this.handOut({ topic: batch.topic, partition: batch.partition, records }, BigInt(last) + 1n);
    // Handed out: kafkajs goes on behind it. The offset to start from after a crash is ours or the watermark's, never this one.
    payload.resolveOffset(last);
    await this.waitForRoom(payload);
  }

  /** The first offset to hand out, or `undefined` if the log is another one. */
  private advance(first: string, last: string, highWatermark: string): bigint | undefined {
    const taken = this.position.take({ first: BigInt(first), last: BigInt(last), end: BigInt(highWatermark) });
    if (taken.ok) return taken.value;
    this.crash(
      new BusFailure(
        taken.failure,
        `Topic ${this.subscription.topic} gave offsets ${first} to ${last} where ${String(this.position.next)} was expected.`,
      ),
    );
    return undefined;
  }

  /** A fetch of control records only never reaches `eachBatch`; without this it would look like a gap. */
  private skipFiltered(first: string | null, last: string, highWatermark: string): void {
    if (first !== null && !this.isStopping && this.advance(first, last, highWatermark) !== undefined) {
      this.noteProgress(BigInt(last) + 1n);
    }
  }

  private handOut(batch: Parameters<BatchHandler>[0], next: bigint): void {
    const whenHandled = this.commits?.handedOut(next);
    const taken = this.handler(batch);
    const handled = taken.then(async (outcome) => {
      if (outcome !== undefined) await outcome.handled;
      whenHandled?.();
    });
    handled.catch((failure: unknown) => this.crash(handlerFailure(this.subscription.topic, failure)));
    if (!this.caughtUpGate.isOpen) this.allHandled = Promise.all([this.allHandled, handled]);
    this.allHandled.catch(() => undefined); // reported by `handled`
    this.noteProgress(next);
    this.room = taken.then(
      () => undefined,
      () => undefined, // reported by `handled`
    );
  }

  /** Everything before `next` is handed out or filtered. */
  private noteProgress(next: bigint): void {
    if (this.caughtUpGate.isOpen || this.start === undefined || next < this.start.end) return;
    this.allHandled.then(
      () => this.caughtUpGate.open(),
      () => undefined, // the failed handler has ended this consumer
    );
  }

  /** Waits for the handler with heartbeats, so that a full handler is not taken for a dead member. */
  private async waitForRoom(payload: EachBatchPayload): Promise<void> {
    const room = this.room.then(() => true);
    while (!this.isStopping) {
      let timer: NodeJS.Timeout | undefined;
      const nap = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), HEARTBEAT_CHECK_MS);
      });
      const hasRoom = await Promise.race([room, nap]);
      clearTimeout(timer);
      if (hasRoom) return;
      await payload.heartbeat();
    }
  }

  private commit(next: bigint): Promise<void> {
    return this.consumer.commitOffsets([{ topic: this.subscription.topic, partition: 0, offset: next.toString() }]);
  }

  /** Asked by kafkajs after a crash it could restart from: within the healing time, and only against the same storage. */
  private async mayHeal(): Promise<boolean> {
    this.unhealthySince ??= Date.now();
    this.events.onConnected(false);
    const isReplaced = await this.isClusterReplaced();
    if (isReplaced) this.crash(new BusFailure('CLUSTER_REPLACED', 'The broker came back with another cluster id.'));
    return !this.isStopping && Date.now() - this.unhealthySince < HEALING_MS;
  }

  private async isClusterReplaced(): Promise<boolean> {
    // No answer is no evidence: the broker may still be starting.
    const found = await Promise.race([
      this.bus.clusterId().catch(() => undefined),
      sleep(CLUSTER_QUESTION_MS, undefined, { ref: false }),
    ]);
    return found !== undefined && this.start !== undefined && found !== this.start.clusterId;
  }

  private onKafkaCrash({ payload }: ConsumerCrashEvent): void {
    if (payload.restart) return;
    this.crash(this.lost(payload.error));
  }

  private crash(failure: unknown): void {
    if (this.isStopping) return;
    const known = failure instanceof BusFailure ? failure : this.lost(failure);
    // Waiting for it would wait for the batch that is just failing. A failure to leave the group changes nothing: the process ends.
    this.stop().catch(() => undefined);
    this.events.onConnected(false);
    this.events.onCrash(known);
  }

  private lost(cause?: unknown): BusFailure {
    return new BusFailure('CONSUMER_LOST', `The consumer of ${this.subscription.topic} cannot go on.`, { cause });
  }
}

function handlerFailure(topic: string, failure: unknown): BusFailure {
  if (failure instanceof BusFailure) return failure;
  return new BusFailure('HANDLER_FAILED', `The handler of ${topic} failed; its batch was not handled.`, { cause: failure });
}
