import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemRandomness } from '@shutong/kernel';
import { Kafka, logLevel } from 'kafkajs';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask } from './ask.js';
import { eventually } from './eventually.js';

const TOPICS = ['submissions.s0', 'dispatch.11990104MB9100024A', 'replies.gw-1', 'catalogue'];

interface DeadLetter {
  readonly from: { readonly topic: string; readonly offset: number };
  readonly code: string;
  readonly value: string;
}

let node: NodeUnderTest;
let kafka: Kafka;

beforeAll(async () => {
  node = await aNode();
  kafka = new Kafka({ clientId: 'operator', brokers: [...node.brokers], logLevel: logLevel.NOTHING });
}, 120_000);

afterAll(async () => node.stop(), 30_000);

const JUNK: readonly [what: string, value: string][] = [
  ['text that is not JSON', 'hello'],
  ['JSON of another shape', '{"items":[],"t":{"by":"gw-1"},"extra":1}'],
  ['one key twice', '{"head":{},"head":{},"items":[]}'],
];

describe.each(TOPICS)('A malformed record on %s', (topic) => {
  it.each(JUNK)('(%s) goes to the dead letters with its reason, and traffic goes on', async (_, value) => {
    await produce(topic, value);
    const letter = await eventually(async () =>
      (await deadLettersOf(topic)).find((dead) => Buffer.from(dead.value, 'base64url').toString('utf8') === value),
    );
    expect(letter).toMatchObject({ code: 'RECORD_INVALID', from: { topic } });
    expect((await ask(node, aQuestion())).status).toBe(200);
  });
});

async function produce(topic: string, value: string): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer.send({ topic, messages: [{ key: topic === 'catalogue' ? 'D01@1' : null, value }] });
  await producer.disconnect();
}

/** The whole dead-letter topic, read from its start to its present end. */
async function deadLettersOf(topic: string): Promise<readonly DeadLetter[]> {
  const admin = kafka.admin();
  await admin.connect();
  const [end] = await admin.fetchTopicOffsets(`${topic}.dead`);
  await admin.disconnect();
  const count = Number(end?.high ?? 0) - Number(end?.low ?? 0);
  if (count === 0) return [];
  const letters: DeadLetter[] = [];
  const consumer = kafka.consumer({ groupId: `operator-${newId(systemRandomness)}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic: `${topic}.dead`, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ message }: { message: { value: Buffer | null } }): Promise<void> => {
      letters.push(JSON.parse(message.value?.toString('utf8') ?? '{}') as DeadLetter);
      if (letters.length >= count) resolve();
      return Promise.resolve();
    };
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return letters;
}
