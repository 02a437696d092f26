import { randomBytes } from 'node:crypto';
import { type Message } from 'kafkajs';
import { BusFailure } from './bus-failure.js';
import { MAX_DEAD_LETTER_BYTES, MAX_RECORD_BYTES, topicRule } from './topics.js';

/** Header `schema` of protocol.md §2: what the value is. */
export type RecordSchema = 'tick' | 'dispatch' | 'decided' | 'reply' | 'catalogue' | 'dead';

export interface OutRecord {
  readonly topic: string;
  /** Only catalogue records have one. */
  readonly key?: string;
  /** UTF-8 JSON, at most 600 kB. */
  readonly value: Buffer;
  readonly schema: RecordSchema;
  /** W3C trace context of the work this record stands for; a record without one starts a trace of its own. */
  readonly traceparent?: string;
}

/** Generous bound on what Kafka adds to key and value of one record: offsets, timestamps, lengths and the two headers. */
const RECORD_OVERHEAD_BYTES = 160;

/** Bytes a record takes of the budget of one send. */
export function sizeOf(record: OutRecord): number {
  return record.value.length + (record.key === undefined ? 0 : Buffer.byteLength(record.key)) + RECORD_OVERHEAD_BYTES;
}

/** Refuses here what the broker would refuse together with the records that happen to travel in the same batch. */
export function refusalOf(record: OutRecord): BusFailure | undefined {
  const rule = topicRule(record.topic);
  if (rule === undefined) return new BusFailure('TOPIC_UNDECLARED', `No topic ${record.topic} is declared.`);
  const limit = rule.kind === 'dead' ? MAX_DEAD_LETTER_BYTES : MAX_RECORD_BYTES;
  if (record.value.length > limit) {
    return new BusFailure(
      'RECORD_TOO_LARGE',
      `A record of ${record.value.length} bytes for ${record.topic} is over the limit of ${limit}.`,
    );
  }
  if (rule.isKeyed && (record.key === undefined || record.key === '')) {
    return new BusFailure('KEY_MISSING', `A record for the compacted topic ${record.topic} needs a key.`);
  }
  return undefined;
}

/** A `traceparent` of its own, sampled: version 00, 16 bytes of trace id, 8 of span id (W3C Trace Context §3.2). */
function newTraceparent(): string {
  const hex = randomBytes(24).toString('hex');
  return `00-${hex.slice(0, 32)}-${hex.slice(32)}-01`;
}

export function toMessage(record: OutRecord): Message {
  return {
    key: record.key ?? null,
    value: record.value,
    headers: { schema: record.schema, traceparent: record.traceparent ?? newTraceparent() },
  };
}
