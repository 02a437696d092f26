import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { DeadLetters } from './dead-letters.js';
import { aBus, aReader, asAdmin, aStranger, aTick, fresh, freshTopic, until, writeNumbers } from './real-bus.contract.js';
import { type Taken } from './subscription.js';
import { deadTopic, repliesTopic, TOPICS, topicsOfNode } from './topics.js';

// Joins and rejoins of groups take seconds on a busy machine.
jest.setTimeout(30_000);

const bus = aBus();

afterAll(() => bus.close());

describe('traffic through the broker', () => {
  it('keeps 2,000 records in order while the reader is slower than the writer', async () => {
    const topic = await freshTopic(bus);
    let atWork = 0;
    const read = await aReader(
      bus,
      topic,
      { kind: 'offset', next: 0n },
      {
        handle: async () => {
          atWork += 1;
          expect(atWork).toBe(1);
          await new Promise((resolve) => setTimeout(resolve, 3));
          atWork -= 1;
        },
      },
    );
    const producer = await bus.producer();
    const sends: Promise<void>[] = [];
    for (let index = 0; index < 2_000; index += 1) {
      sends.push(producer.send([aTick(topic, String(index))]));
      if (index % 7 === 0) await new Promise(setImmediate);
    }
    await Promise.all(sends);
    await until(() => read.records.length === 2_000);
    expect(read.values()).toEqual(Array.from({ length: 2_000 }, (_, index) => String(index)));
    expect(read.failures).toEqual([]);
    await read.server.close();
  });

  it('keeps fetching while a batch is handled, if its handler can take more', async () => {
    const topic = await freshTopic(bus);
    let finish: () => void = () => undefined;
    const handled = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const read = await aReader(
      bus,
      topic,
      { kind: 'group' },
      {
        handle: (): Promise<Taken> => Promise.resolve({ handled }),
      },
    );
    await writeNumbers(bus, topic, 1);
    await until(() => read.records.length === 1);
    await writeNumbers(bus, topic, 1, 1);
    await until(() => read.records.length === 2);
    finish();
    await read.server.close();
  });

  it('hands out nothing more while the handler is full, and stays in its group past the session timeout', async () => {
    const topic = await freshTopic(bus);
    let makeRoom: () => void = () => undefined;
    const read = await aReader(
      bus,
      topic,
      { kind: 'group' },
      {
        handle: () =>
          new Promise<void>((resolve) => {
            makeRoom = resolve;
          }),
      },
    );
    await writeNumbers(bus, topic, 1);
    await until(() => read.records.length === 1);
    await writeNumbers(bus, topic, 1, 1);
    // Longer than the session of 6 s: without heartbeats the broker would have given the partition away.
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    expect(read.values()).toEqual(['0']);
    makeRoom();
    await until(() => read.records.length === 2);
    expect(read.values()).toEqual(['0', '1']);
    makeRoom();
    await read.server.close();
  }, 20_000);

  it('carries schema and trace in headers, and a tombstone as null', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(bus, topic, { kind: 'end' });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await (await bus.producer()).send([{ ...aTick(topic, 'x'), traceparent }]);
    const producer = aStranger().producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ value: null, headers: { schema: ['tick', 'reply'] } }] });
    await producer.disconnect();
    await until(() => read.records.length === 2);
    expect(read.records.map(({ value, headers }) => ({ value: value?.toString() ?? null, headers }))).toEqual([
      { value: 'x', headers: { schema: 'tick', traceparent } },
      { value: null, headers: {} },
    ]);
    await read.server.close();
  });

  it('refuses an oversized record here and lets its neighbours go', async () => {
    const topic = await freshTopic(bus);
    const producer = await bus.producer();
    const outcomes = await Promise.allSettled([
      producer.send([aTick(topic, 'before')]),
      producer.send([{ ...aTick(topic, ''), value: Buffer.alloc(600_001) }]),
      producer.send([aTick(topic, 'after')]),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'RECORD_TOO_LARGE', isNothingSent: true } });
    expect(await bus.endOffset(topic)).toBe(2n);
  });

  it('cuts what was collected into sends the broker accepts: twenty records of 600 kB', async () => {
    const topic = await freshTopic(bus);
    const producer = await bus.producer();
    await producer.send(Array.from({ length: 20 }, () => ({ ...aTick(topic, ''), value: Buffer.alloc(600_000, 0x20) })));
    expect(await bus.endOffset(topic)).toBe(20n);
  });

  it('brings a dead letter back with the bytes of the largest record a stranger can write', async () => {
    const topic = await freshTopic(bus);
    await bus.ensureTopics([deadTopic(topic)]);
    const read = await aReader(bus, deadTopic(topic), { kind: 'earliest' });
    const value = Buffer.alloc(999_000, 0x7b);
    const dead = new DeadLetters(await bus.producer(), { now: () => 1_700_000_000_000 });
    await dead.put([{ topic, offset: 0n, code: 'RECORD_INVALID', value }]);
    await until(() => read.records.length === 1);
    const letter = JSON.parse(String(read.records[0]?.value)) as { value: string; code: string };
    expect(letter.code).toBe('RECORD_INVALID');
    expect(Buffer.from(letter.value, 'base64url').equals(value)).toBe(true);
    await read.server.close();
  });
});

describe('the topics on the broker', () => {
  it('have one partition and the configuration of the table, put right if somebody changed it', async () => {
    const names = topicsOfNode({ shards: [fresh('s')], departments: [fresh('d')], gateways: [fresh('gw')] });
    await bus.ensureTopics(names);
    expect(await bus.ensureTopics(names)).toEqual({ created: [], altered: [] });
    const replies = names.find((name) => name.startsWith('replies.')) ?? '';
    const configOf = async (): Promise<Record<string, string>> => {
      const { resources } = await asAdmin((admin) =>
        admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: replies }] }),
      );
      return Object.fromEntries(resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]) ?? []);
    };
    expect(await configOf()).toMatchObject(TOPICS.replies.config);
    await asAdmin((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: 2, name: replies, configEntries: [{ name: 'flush.messages', value: '7' }] }],
      }),
    );
    expect((await configOf())['retention.ms']).not.toBe('600000');
    expect(await bus.ensureTopics(names)).toEqual({ created: [], altered: [replies] });
    expect(await configOf()).toMatchObject({ ...TOPICS.replies.config, 'flush.messages': '7' });
  });

  it('are refused with a second partition', async () => {
    const topic = repliesTopic(fresh('gw'));
    await asAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: 2 }] }));
    await expect(bus.ensureTopics([topic])).rejects.toMatchObject({ code: 'TOPIC_SHAPE' });
  });

  it('are not made by writing to them', async () => {
    const topic = repliesTopic(fresh('gw'));
    const producer = await bus.producer();
    await expect(producer.send([aTick(topic, 'x')])).rejects.toBeDefined();
    expect(await asAdmin((admin) => admin.listTopics())).not.toContain(topic);
  }, 30_000);
});
