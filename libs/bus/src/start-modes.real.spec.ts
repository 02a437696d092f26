import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { type KafkaBatchServer } from './kafka-batch-server.js';
import { aBus, aReader, asAdmin, expire, fresh, freshTopic, type Reader, until, writeNumbers } from './real-bus.contract.js';

// Joins and rejoins of groups take seconds on a busy machine.
jest.setTimeout(30_000);

const bus = aBus();
const servers: KafkaBatchServer[] = [];

async function reader(...args: Parameters<typeof aReader> extends [unknown, ...infer Rest] ? Rest : never): Promise<Reader> {
  const made = await aReader(bus, ...args);
  servers.push(made.server);
  return made;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(() => bus.close());

describe('a reader that keeps its own offset', () => {
  it('begins exactly there', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 10);
    const read = await reader(topic, { kind: 'offset', next: 7n });
    await until(() => read.records.length === 3);
    expect(read.records.map((record) => record.offset)).toEqual([7n, 8n, 9n]);
    await writeNumbers(bus, topic, 1, 10);
    await until(() => read.records.length === 4);
    expect(read.values()).toEqual(['7', '8', '9', '10']);
  });

  it('may begin at the end of an empty topic', async () => {
    const topic = await freshTopic(bus);
    const read = await reader(topic, { kind: 'offset', next: 0n });
    await read.server.caughtUp(topic);
    await writeNumbers(bus, topic, 2);
    await until(() => read.records.length === 2);
  });

  it('refuses a log that ends before its offset, instead of starting over', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 3);
    await expect(reader(topic, { kind: 'offset', next: 4n })).rejects.toMatchObject({
      code: 'LOG_ENDS_BEFORE_NEXT',
      isLogChanged: true,
    });
  });

  it('refuses a log that begins after its offset', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 5);
    await expire(topic, 3);
    await expect(reader(topic, { kind: 'offset', next: 2n })).rejects.toMatchObject({ code: 'LOG_STARTS_AFTER_NEXT' });
    const read = await reader(topic, { kind: 'offset', next: 3n });
    await until(() => read.records.length === 2);
  });
});

describe('a reader of replies', () => {
  it('gets nothing written before it listened and everything written after', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 5);
    const read = await reader(topic, { kind: 'end' });
    await writeNumbers(bus, topic, 3, 5);
    await until(() => read.records.length >= 3);
    expect(read.values()).toEqual(['5', '6', '7']);
  });
});

describe('a reader of the catalogue', () => {
  it('has caught up when everything that was there has been handled, and goes on live', async () => {
    const topic = await freshTopic(bus);
    await writeNumbers(bus, topic, 300);
    let handled = 0;
    const read = await reader(
      topic,
      { kind: 'earliest' },
      {
        handle: async (batch) => {
          await new Promise(setImmediate);
          handled += batch.records.length;
        },
      },
    );
    await read.server.caughtUp(topic);
    expect(handled).toBe(300);
    await writeNumbers(bus, topic, 1, 300);
    await until(() => read.values().at(-1) === '300');
  });

  it('has caught up with an empty topic at once', async () => {
    const topic = await freshTopic(bus);
    const read = await reader(topic, { kind: 'earliest' });
    await read.server.caughtUp(topic);
  });
});

describe('a group', () => {
  it('begins at the start, and after a clean stop behind what it handled', async () => {
    const topic = await freshTopic(bus);
    const groupId = fresh('group');
    await writeNumbers(bus, topic, 4);
    const first = await reader(topic, { kind: 'group' }, { groupId });
    await until(() => first.records.length === 4);
    await first.server.close();
    await writeNumbers(bus, topic, 2, 4);
    const second = await reader(topic, { kind: 'group' }, { groupId });
    await until(() => second.records.length >= 2);
    expect(second.values()).toEqual(['4', '5']);
  });

  it('commits each second what is handled', async () => {
    const topic = await freshTopic(bus);
    const groupId = fresh('group');
    await reader(topic, { kind: 'group' }, { groupId });
    await writeNumbers(bus, topic, 3);
    let committed: bigint | undefined;
    for (const end = Date.now() + 10_000; committed === undefined && Date.now() < end;) {
      committed = await bus.committed(groupId, topic);
    }
    expect(committed).toBe(3n);
  });

  it('never commits what was handed out and is not handled', async () => {
    const topic = await freshTopic(bus);
    const groupId = fresh('group');
    await writeNumbers(bus, topic, 4);
    const stuck = await reader(
      topic,
      { kind: 'group' },
      {
        groupId,
        handle: () => Promise.resolve({ handled: new Promise(() => undefined) }),
      },
    );
    await until(() => stuck.records.length === 4);
    await stuck.server.close();
    expect(await bus.committed(groupId, topic)).toBeUndefined();
    const next = await reader(topic, { kind: 'group' }, { groupId });
    await until(() => next.records.length === 4);
  });

  it('refuses a log that ends before the committed offset', async () => {
    const topic = await freshTopic(bus);
    const groupId = fresh('group');
    await asAdmin((admin) => admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '9' }] }));
    await expect(reader(topic, { kind: 'group' }, { groupId })).rejects.toMatchObject({ code: 'LOG_ENDS_BEFORE_NEXT' });
  });
});
