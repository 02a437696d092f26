import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask } from './ask.js';
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
