import { randomBytes } from 'node:crypto';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { Bus } from './bus.js';
import { type BusFailure } from './bus-failure.js';
import { KafkaBatchServer } from './kafka-batch-server.js';
import { type OutRecord } from './out-record.js';
import { type InRecord, type RecordBatch } from './record-batch.js';
import { type Start, type Taken } from './subscription.js';
import { submissionsTopic } from './topics.js';

function brokers(): string[] {
  return (JSON.parse(process.env['TEST_KAFKA'] ?? '{}') as { brokers: string[] }).brokers;
}

/** A bus on the shared broker of the real tests. */
export function aBus(): Bus {
  return new Bus({ brokers: brokers(), clientId: 'bus-test' }, { warn: () => undefined });
}

/** A plain client, for what the bus itself must not be able to do: transactions, deletions, foreign commits. */
export function aStranger(): Kafka {
  return new Kafka({ brokers: brokers(), clientId: 'stranger', logLevel: logLevel.NOTHING });
}

export async function asAdmin<T>(act: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = aStranger().admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}

/** A name no other test uses. */
export function fresh(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

export async function freshTopic(bus: Bus): Promise<string> {
  const topic = submissionsTopic(fresh('s'));
  await bus.ensureTopics([topic]);
  return topic;
}

export function aTick(topic: string, value: string): OutRecord {
  return { topic, schema: 'tick', value: Buffer.from(value) };
}

/** Writes `from`, `from + 1` … as records. */
export async function writeNumbers(bus: Bus, topic: string, count: number, from = 0): Promise<void> {
  const producer = await bus.producer();
  await producer.send(Array.from({ length: count }, (_, index) => aTick(topic, String(from + index))));
}

/** Waits until the condition holds. */
export async function until(condition: () => boolean, deadlineMs = 15_000): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Not within ${deadlineMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export interface Reader {
  readonly server: KafkaBatchServer;
  readonly records: readonly InRecord[];
  readonly batches: readonly RecordBatch[];
  readonly failures: readonly BusFailure[];
  readonly values: () => string[];
}

/** A server on one topic that keeps what it is handed; rejects as `startAllMicroservices` would. */
export async function aReader(
  bus: Bus,
  topic: string,
  start: Start,
  { groupId = fresh('group'), handle }: { groupId?: string; handle?: (batch: RecordBatch) => Promise<Taken> } = {},
): Promise<Reader> {
  const records: InRecord[] = [];
  const batches: RecordBatch[] = [];
  const failures: BusFailure[] = [];
  const server = new KafkaBatchServer({
    bus,
    subscriptions: [{ pattern: 'numbers', topic, groupId, start }],
    onCrash: (failure) => failures.push(failure),
  });
  const keep = async (batch: RecordBatch): Promise<Taken> => {
    batches.push(batch);
    records.push(...batch.records);
    return handle?.(batch);
  };
  server.addHandler('numbers', keep as never, true);
  await new Promise<void>((resolve, reject) => {
    void server.listen((failure) => (failure === undefined ? resolve() : reject(failure as Error)));
  });
  return { server, records, batches, failures, values: () => records.map((record) => String(record.value)) };
}

/** Deletes the records below `offset`, as retention would. */
export async function expire(topic: string, offset: number): Promise<void> {
  await asAdmin(async (admin) => {
    // kafkajs deletes only in topics whose metadata it happens to have.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  });
}
