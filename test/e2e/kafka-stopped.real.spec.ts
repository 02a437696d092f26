import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask } from './ask.js';
import { eventually } from './eventually.js';
import { readLog } from './read-log.js';

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 60_000);

describe('Without Kafka', () => {
  it('nothing is released and nothing is written: 503', async () => {
    expect((await ask(node, aQuestion())).status).toBe(200);
    const before = (await readLog(node)).length;
    const kafka = node.processes.find(({ name }) => name === 'kafka');
    if (kafka === undefined) throw new Error('node.json names no kafka process');
    process.kill(kafka.pid, 'SIGKILL');

    // Until the producer has noticed, a query may have been on its way: 504, never data.
    await eventually(async () => {
      const { status, body } = await ask(node, aQuestion(), { headers: { prefer: 'wait=1' } });
      expect(body.data).toBeUndefined();
      expect([503, 504]).toContain(status);
      return status === 503 ? true : undefined;
    });
    const replies = await Promise.all(Array.from({ length: 5 }, async () => ask(node, aQuestion())));
    for (const reply of replies) {
      expect([reply.status, reply.body.code]).toEqual([503, 'UNAVAILABLE']);
      expect(reply.body.data).toBeUndefined();
    }
    const refusal = await ask(node, 'not JSON');
    expect([refusal.status, refusal.body.code]).toEqual([503, 'UNAVAILABLE']);
    const entries = await readLog(node);
    expect(entries.slice(before).filter((entry) => entry.k === 'query-permitted')).toEqual([]);
  }, 60_000);
});
