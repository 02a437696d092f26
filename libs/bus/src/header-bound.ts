import { createRequire } from 'node:module';

interface Decoder {
  readVarInt(): number;
}

interface DecoderPrototype {
  readVarIntArray: (this: Decoder, reader: (decoder: Decoder) => unknown) => unknown[];
}

/** We write two headers; a trace context may add a few. */
const MAX_HEADERS = 64;

/**
 * kafkajs 2.2.4 collects a record's headers by copying the object once per header: one record of 1 MB with 200,000 headers keeps a reader
 * busy for hours, and any process may write it until there are ACLs. Headers are the last field of a record, so the rest can stay unread.
 * Call it before the first `new Kafka`; repeated calls change nothing.
 */
export function boundRecordHeaders(): void {
  const load = createRequire(import.meta.url);
  const { prototype } = load('kafkajs/src/protocol/decoder') as { prototype: DecoderPrototype };
  prototype.readVarIntArray = readFirstHeaders;
}

function readFirstHeaders(this: Decoder, reader: (decoder: Decoder) => unknown): unknown[] {
  const count = Math.min(this.readVarInt(), MAX_HEADERS);
  const headers: unknown[] = [];
  for (let index = 0; index < count; index += 1) headers.push(reader(this));
  return headers;
}
