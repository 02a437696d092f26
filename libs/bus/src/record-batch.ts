import { type IHeaders, type KafkaMessage } from 'kafkajs';

/** A record as the broker holds it. Nothing is parsed: bytes first meet the size limit, then one parse, then a validator. */
export interface InRecord {
  readonly offset: bigint;
  /** When the broker appended it, epoch ms by the broker's clock. */
  readonly timestamp: number;
  readonly key?: Buffer;
  /** `null` is a tombstone: legal in the compacted catalogue, refused elsewhere (`refuseTombstones`). */
  readonly value: Buffer | null;
  readonly headers: { readonly schema?: string; readonly traceparent?: string };
}

/** What one fetch brought, in offset order, never empty. */
export interface RecordBatch<R extends InRecord = InRecord> {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly R[];
}

/** Anybody may write headers, also twice under one name or as long as a record: only a single short text is taken. */
const MAX_HEADER_BYTES = 256;

function headerText(headers: IHeaders | undefined, name: 'schema' | 'traceparent'): string | undefined {
  const value = headers?.[name];
  return Buffer.isBuffer(value) && value.length <= MAX_HEADER_BYTES ? value.toString('utf8') : undefined;
}

export function toInRecord(message: KafkaMessage): InRecord {
  const schema = headerText(message.headers, 'schema');
  const traceparent = headerText(message.headers, 'traceparent');
  return {
    offset: BigInt(message.offset),
    timestamp: Number(message.timestamp),
    ...(message.key === null ? {} : { key: message.key }),
    value: message.value,
    headers: { ...(schema === undefined ? {} : { schema }), ...(traceparent === undefined ? {} : { traceparent }) },
  };
}
