import { type BatchingProducer, Bus, DeadLetters, submissionsTopic, topicsOfNode } from '@shutong/bus';
import { systemClock } from '@shutong/kernel';
import type { AppContext } from '@shutong/platform';
import type { Directory } from '@shutong/trust';
import { KafkaCourier } from './adapters/kafka/kafka-courier.js';
import type { History, StoredOffset } from './application/history.port.js';
import { MustNotStart } from './application/take-over.js';
import type { NotaryConfig } from './notary-config.js';

export interface OpenBus {
  readonly bus: Bus;
  readonly producer: BatchingProducer;
  readonly courier: KafkaCourier;
  readonly topic: string;
  readonly offset: StoredOffset;
}

/** Connects to Kafka, makes the topics, and finds the offset to go on from. Throws `MustNotStart` when the broker is not the one it was. */
export async function openBus(
  config: NotaryConfig,
  directory: Directory,
  history: History,
  context: AppContext,
): Promise<OpenBus> {
  const topic = submissionsTopic(config.shard);
  const bus = new Bus({ brokers: config.kafka.brokers, clientId: config.code }, context.log);
  await bus.ensureTopics(topicsOf(config.shard, directory));
  const offset = await offsetOf(topic, bus, history);
  const producer = await bus.producer();
  const courier = new KafkaCourier(producer, new DeadLetters(producer, systemClock), topic);
  return { bus, producer, courier, topic, offset };
}

function topicsOf(shard: string, directory: Directory): readonly string[] {
  const gateways = directory.parties.filter((party) => party.use === 'gateway').map((party) => party.code);
  return topicsOfNode({ shards: [shard], departments: [...(directory.shards.get(shard) ?? [])], gateways });
}

async function offsetOf(topic: string, bus: Bus, history: History): Promise<StoredOffset> {
  const cluster = await bus.clusterId();
  const span = await bus.span(topic);
  const stored = await history.offset(topic);
  if (stored === undefined) {
    const first = { cluster, next: Number(span.start) };
    await history.begin(topic, first);
    return first;
  }
  const advice = 'After finding out why, an operator runs "shutong node adopt-broker".';
  if (stored.cluster !== cluster)
    throw new MustNotStart(`Kafka is another cluster (${cluster}) than the one read before (${stored.cluster}). ${advice}`);
  if (span.end < stored.next || span.start > stored.next) {
    throw new MustNotStart(
      `Kafka's ${topic} holds offsets ${span.start} to ${span.end}, the next one to read is ${stored.next}: records are lost. ${advice}`,
    );
  }
  return stored;
}
