import { type Producer, type TopicMessages } from 'kafkajs';
import { BusFailure } from './bus-failure.js';
import { NaturalBatch } from './natural-batch.js';
import { type OutRecord, refusalOf, sizeOf, toMessage } from './out-record.js';
import { MAX_BATCH_BYTES } from './topics.js';

/** Room for Kafka's own framing below the broker's limit on one record batch. */
const SEND_BUDGET_BYTES = MAX_BATCH_BYTES - 50_000;
/** prototype.md §3 rule 1; more sends in flight only make smaller batches. */
const SENDS_IN_FLIGHT = 2;
const PROBE_INTERVAL_MS = 500;

/** Did the broker itself answer with a refusal? Then it is there, and only these records are at fault. */
function isBrokersAnswer(failure: unknown): boolean {
  // By name: Node cannot import this CommonJS package's error classes by name, though Jest and tsc can.
  if (!(failure instanceof Error)) return false;
  return failure.name === 'KafkaJSProtocolError' || isBrokersAnswer(failure.cause);
}

function byTopic(records: readonly OutRecord[]): TopicMessages[] {
  const messages = new Map<string, TopicMessages>();
  for (const record of records) {
    const topic = messages.get(record.topic);
    if (topic === undefined) messages.set(record.topic, { topic: record.topic, messages: [toMessage(record)] });
    else topic.messages.push(toMessage(record));
  }
  return [...messages.values()];
}

/**
 * Sends records with acks −1, at most two requests in flight; what comes meanwhile makes up the next request, cut by bytes so that no
 * record batch passes the broker's limit (400 dispatch records in one killed the prototype's notary).
 *
 * A send may be repeated inside kafkajs after a lost answer: then a record stands in the topic twice, or behind a later one. Readers
 * deduplicate by id and take no meaning from the order of two sends.
 */
export class BatchingProducer {
  private readonly batches: NaturalBatch<OutRecord>;
  private readonly opened = new Set<string>();
  private opening: Promise<void> = Promise.resolve();
  private probing: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly connection: Producer,
    private readonly probe: () => Promise<void>,
  ) {
    this.batches = new NaturalBatch<OutRecord>({
      send: (records) => this.produce(records),
      maxInFlight: SENDS_IN_FLIGHT,
      maxItems: 10_000,
      maxBytes: SEND_BUDGET_BYTES,
      bytesOf: sizeOf,
    });
  }

  /** False from a refused connection, or a send that failed for want of a broker, until a probe is answered: meanwhile sends fail at once. */
  get isUp(): boolean {
    return this.probing === undefined && !this.isClosed;
  }

  /** Records accepted and not yet in a request. */
  get waiting(): number {
    return this.batches.size;
  }

  /**
   * Resolves when the broker has acknowledged every record. Rejects with a `BusFailure` whose `isNothingSent` is true if none of them
   * can have reached the broker; after any other failure they may or may not stand in the topic.
   */
  async send(records: readonly OutRecord[]): Promise<void> {
    for (const record of records) {
      const refusal = refusalOf(record);
      if (refusal !== undefined) throw refusal;
    }
    if (!this.isUp) throw unavailable();
    const outcomes = await Promise.allSettled(records.map((record) => this.batches.add(record)));
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    if (failures.length === 0) return;
    // "Nothing sent" must hold for all of them.
    throw failures.length < records.length
      ? new Error('A part of the records was not acknowledged.', { cause: failures[0] })
      : worst(failures);
  }

  /** Waits for what was accepted, then disconnects. */
  async close(): Promise<void> {
    await this.batches.idle();
    this.isClosed = true;
    clearTimeout(this.probing);
    await this.connection.disconnect();
  }

  private async produce(records: readonly OutRecord[]): Promise<void> {
    const earlierOpening = this.opening;
    if (records.every((record) => this.opened.has(record.topic))) {
      await earlierOpening;
      return this.request(records);
    }
    // kafkajs loads a topic's metadata at its first use; a second send to it would overtake the first one meanwhile.
    const request = earlierOpening.then(() => this.request(records));
    this.opening = request.catch(() => undefined); // its own caller gets the failure
    await request;
    for (const record of records) this.opened.add(record.topic);
  }

  private async request(records: readonly OutRecord[]): Promise<void> {
    if (!this.isUp) throw unavailable();
    try {
      await this.connection.sendBatch({ acks: -1, topicMessages: byTopic(records) });
    } catch (failure) {
      if (!isBrokersAnswer(failure)) this.startProbing(PROBE_INTERVAL_MS);
      throw failure;
    }
  }

  /** A connection was refused somewhere: sends wait no longer for kafkajs to give up, but fail at once until a probe is answered. */
  suspect(): void {
    this.startProbing(0);
  }

  private startProbing(afterMs: number): void {
    if (this.probing !== undefined || this.isClosed) return;
    this.probing = setTimeout(() => void this.probeOnce(), afterMs);
  }

  private async probeOnce(): Promise<void> {
    try {
      await this.probe();
      this.probing = undefined;
    } catch {
      // Still no broker, which is what is being asked; the next probe tells.
      if (!this.isClosed) this.probing = setTimeout(() => void this.probeOnce(), PROBE_INTERVAL_MS);
    }
  }
}

function unavailable(): BusFailure {
  return new BusFailure('BUS_UNAVAILABLE', 'Kafka does not answer; nothing was sent.');
}

/** The failure that promises least: one that may have sent outweighs those that certainly did not. */
function worst(failures: readonly unknown[]): unknown {
  return failures.find((failure) => !(failure instanceof BusFailure && failure.isNothingSent)) ?? failures[0];
}
