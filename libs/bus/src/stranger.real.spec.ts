import { afterAll, describe, expect, it, jest } from '@jest/globals';
import kafkajs from 'kafkajs';
import { aBus, aReader, aStranger, fresh, freshTopic, until, writeNumbers } from './real-bus.contract.js';

// Joins and rejoins of groups take seconds on a busy machine.
jest.setTimeout(30_000);

const bus = aBus();

afterAll(() => bus.close());

describe('a stranger on the broker', () => {
  it('neither stalls a reader with an open transaction nor fakes a gap with its control records', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(bus, topic, { kind: 'offset', next: 0n });
    const stranger = aStranger().producer({ transactionalId: fresh('tx'), idempotent: true, maxInFlightRequests: 1 });
    await stranger.connect();
    const first = await stranger.transaction();
    await first.send({ topic, messages: [{ value: 'aborted' }] });
    await writeNumbers(bus, topic, 1);
    await until(() => read.records.length === 2);
    await first.abort();
    const second = await stranger.transaction();
    await second.send({ topic, messages: [{ value: 'committed' }] });
    await second.commit();
    await stranger.disconnect();
    await writeNumbers(bus, topic, 1, 1);
    await until(() => read.values().at(-1) === '1');
    expect(read.failures).toEqual([]);
    expect(read.values()).toEqual(['aborted', '0', 'committed', '1']);
    await read.server.close();
  }, 30_000);

  it('cannot crash a reader with a compression kafkajs does not know', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(bus, topic, { kind: 'offset', next: 0n });
    kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy] = () => ({
      compress: (encoder: { buffer: Buffer }) => Promise.resolve(snappy(encoder.buffer)),
      decompress: () => Promise.reject(new Error('a reader must never need this')),
    });
    const stranger = aStranger().producer();
    await stranger.connect();
    await stranger.send({ topic, compression: kafkajs.CompressionTypes.Snappy, messages: [{ value: 'packed' }] });
    await stranger.disconnect();
    await until(() => read.records.length === 1);
    expect(read.values()).toEqual(['packed']);
    await read.server.close();
  });

  it('cannot keep a reader busy with a record of ten thousands of headers', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(bus, topic, { kind: 'offset', next: 0n });
    const stranger = aStranger().producer();
    await stranger.connect();
    const headers = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [index.toString(36), '']));
    await stranger.send({ topic, messages: [{ value: 'many', headers }] });
    await stranger.disconnect();
    await writeNumbers(bus, topic, 1);
    await until(() => read.records.length === 2, 3_000);
    expect(read.values()).toEqual(['many', '0']);
    await read.server.close();
  });

  it('does not decide how old a record is', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(bus, topic, { kind: 'offset', next: 0n });
    const stranger = aStranger().producer();
    await stranger.connect();
    await stranger.send({ topic, messages: [{ value: 'from the past', timestamp: '1000' }] });
    await stranger.disconnect();
    await until(() => read.records.length === 1);
    expect(Math.abs((read.records[0]?.timestamp ?? 0) - Date.now())).toBeLessThan(60_000);
    await read.server.close();
  });
});

/** Snappy in the framing Kafka reads, all of it literals: stored, not compressed. */
function snappy(bytes: Buffer): Buffer {
  const literals: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 60) {
    const literal = bytes.subarray(at, at + 60);
    literals.push(Buffer.from([(literal.length - 1) << 2]), literal);
  }
  const length = Buffer.from([(bytes.length & 0x7f) | 0x80, bytes.length >> 7]);
  const block = Buffer.concat([length, ...literals]);
  const header = Buffer.alloc(20);
  Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]).copy(header);
  header.writeInt32BE(1, 8);
  header.writeInt32BE(1, 12);
  header.writeInt32BE(block.length, 16);
  return Buffer.concat([header, block]);
}
