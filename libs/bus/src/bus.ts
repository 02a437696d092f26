import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, type Consumer, type Kafka } from 'kafkajs';
import { BatchingProducer } from './batching-producer.js';
import { type EnsuredTopics, ensureTopics } from './ensure-topics.js';
import { type BusConfig, type BusLog, consumerOf, kafkaClient, producerOf } from './kafka-client.js';

export type { BusConfig, BusLog } from './kafka-client.js';

/** Offsets `[start, end)` that a topic's partition holds. */
export interface LogSpan {
  readonly start: bigint;
  readonly end: bigint;
}

/** One party's door to Kafka. */
export class Bus {
  private readonly kafka: Kafka;
  private readonly producers: BatchingProducer[] = [];

  constructor(config: BusConfig, log: BusLog) {
    this.kafka = kafkaClient(config, log, () => this.producers.forEach((producer) => producer.suspect()));
  }

  /** A connected producer; one per process is enough. Closed by `close`. */
  async producer(): Promise<BatchingProducer> {
    const connection = producerOf(this.kafka);
    await connection.connect();
    const producer = new BatchingProducer(connection, async () => {
      await this.clusterId();
    });
    this.producers.push(producer);
    return producer;
  }

  /** An unconnected consumer; `mayRestart` is asked after a crash that kafkajs thinks it can heal. */
  consumer(groupId: string, mayRestart: () => Promise<boolean>): Consumer {
    return consumerOf(this.kafka, groupId, mayRestart);
  }

  /** Makes the topics that are missing and sets those whose configuration differs from the table. */
  ensureTopics(names: readonly string[]): Promise<EnsuredTopics> {
    return this.withAdmin((admin) => ensureTopics(admin, names));
  }

  /** What the topic's only partition holds now. */
  span(topic: string): Promise<LogSpan> {
    return this.withAdmin(async (admin) => {
      const [offsets] = await onceLed(() => admin.fetchTopicOffsets(topic));
      if (offsets === undefined) throw new Error(`Topic ${topic} has no partition.`);
      return { start: BigInt(offsets.low), end: BigInt(offsets.high) };
    });
  }

  /** The offset the next record will get. */
  async endOffset(topic: string): Promise<bigint> {
    return (await this.span(topic)).end;
  }

  /** The group's committed next offset, `undefined` if it never committed. */
  committed(groupId: string, topic: string): Promise<bigint | undefined> {
    return this.withAdmin(async (admin) => {
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const offset = BigInt(committed?.partitions[0]?.offset ?? -1);
      return offset < 0n ? undefined : offset;
    });
  }

  /** Identity of the broker's storage: another one means that the log was replaced (protocol.md §6.13). */
  clusterId(): Promise<string> {
    return this.withAdmin(async (admin) => (await admin.describeCluster()).clusterId);
  }

  /** Waits for sends under way, then closes the producers. Consumers are closed by their server. */
  async close(): Promise<void> {
    await Promise.all(this.producers.splice(0).map((producer) => producer.close()));
  }

  /** A connection per question: they are asked at start and after a rejoin only. */
  private async withAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin({ retry: { retries: 5, initialRetryTime: 100 } });
    await admin.connect();
    try {
      return await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

const LEADER_PATIENCE_MS = 10_000;
const LEADER_PAUSE_MS = 100;

/** Right after a topic was made, or a broker came back, its partition may have no leader yet; kafkajs gives up on that at once. */
async function onceLed<T>(ask: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += LEADER_PAUSE_MS) {
    try {
      return await ask();
    } catch (failure) {
      if (!isWithoutLeader(failure) || waited >= LEADER_PATIENCE_MS) throw failure;
      await sleep(LEADER_PAUSE_MS);
    }
  }
}

function isWithoutLeader(failure: unknown): boolean {
  const type = failure instanceof Error && 'type' in failure ? failure.type : undefined;
  return type === 'NOT_LEADER_FOR_PARTITION' || type === 'LEADER_NOT_AVAILABLE' || type === 'UNKNOWN_TOPIC_OR_PARTITION';
}
