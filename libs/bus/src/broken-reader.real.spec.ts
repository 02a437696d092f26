import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { Bus } from './bus.js';
import { aBus, aReader, asAdmin, expire, fresh, freshTopic, until, writeNumbers } from './real-bus.contract.js';

// Joins and rejoins of groups take seconds on a busy machine.
jest.setTimeout(30_000);

const bus = aBus();

afterAll(() => bus.close());

describe('a reader that cannot go on', () => {
  it('says so once when its handler throws, and hands out nothing more', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(
      bus,
      topic,
      { kind: 'offset', next: 0n },
      {
        handle: () => Promise.reject(new Error('a bug in the handler')),
      },
    );
    await writeNumbers(bus, topic, 1);
    await until(() => read.failures.length === 1);
    await writeNumbers(bus, topic, 3, 1);
    await read.server.close();
    expect(read.failures.map((failure) => failure.code)).toEqual(['HANDLER_FAILED']);
    expect(read.records.length).toBe(1);
  });

  it('says so when the work after taking a batch fails', async () => {
    const topic = await freshTopic(bus);
    const groupId = fresh('group');
    const read = await aReader(
      bus,
      topic,
      { kind: 'group' },
      {
        groupId,
        handle: () => Promise.resolve({ handled: Promise.reject(new Error('the journal is full')) }),
      },
    );
    await writeNumbers(bus, topic, 1);
    await until(() => read.failures.length === 1);
    await read.server.close();
    expect(await bus.committed(groupId, topic)).toBeUndefined();
  });

  it('says so when its log is replaced under it by a shorter one', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 5);
    const read = await aReader(bus, topic, { kind: 'offset', next: 5n });
    await asAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
    await bus.ensureTopics([topic]);
    await writeNumbers(bus, topic, 3, 100);
    await until(() => read.failures.length === 1, 40_000);
    expect(read.failures[0]?.isLogChanged).toBe(true);
    expect(read.records).toEqual([]);
    await read.server.close();
  }, 60_000);

  it('says so when the start of its log vanishes under it', async () => {
    const topic = await freshTopic(bus);
    let makeRoom: () => void = () => undefined;
    const read = await aReader(
      bus,
      topic,
      { kind: 'offset', next: 0n },
      {
        handle: () =>
          new Promise<void>((resolve) => {
            makeRoom = resolve;
          }),
      },
    );
    await writeNumbers(bus, topic, 1);
    await until(() => read.records.length === 1);
    await writeNumbers(bus, topic, 9, 1);
    await expire(topic, 8);
    makeRoom();
    await until(() => read.failures.length === 1);
    expect(read.failures[0]?.code).toBe('LOG_GAP');
    await read.server.close();
  });

  it('never claims to have caught up when a handler failed on the way', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 3);
    const read = await aReader(
      bus,
      topic,
      { kind: 'earliest' },
      { handle: () => Promise.reject(new Error('a bug in the handler')) },
    );
    await expect(read.server.caughtUp(topic)).rejects.toMatchObject({ code: 'CONSUMER_LOST' });
    await read.server.close();
  });

  it('knows only the topics it reads', async () => {
    const topic = await freshTopic(bus);
    const read = await aReader(bus, topic, { kind: 'end' });
    await expect(read.server.caughtUp('submissions.other')).rejects.toMatchObject({ code: 'TOPIC_UNDECLARED' });
    await read.server.close();
  });
});

describe('a producer without a broker', () => {
  it('cannot be had', async () => {
    const nowhere = new Bus({ brokers: ['127.0.0.1:1'], clientId: 'nowhere' }, { warn: () => undefined });
    await expect(nowhere.producer()).rejects.toBeDefined();
  }, 30_000);
});

describe('the broker', () => {
  it('tells its cluster id and what a topic holds', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 3);
    expect(await bus.span(topic)).toEqual({ start: 0n, end: 3n });
    expect(await bus.clusterId()).toMatch(/^[\w-]{22}$/);
  });
});
