import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Admin, Kafka as KafkaClient, logLevel } from 'kafkajs';
import { orphanedBy } from '../killed-node.contract.js';
import { commandLineOf } from '../process/command-line.js';
import { type EmbeddedKafkaOptions, type Kafka, type KafkaOptions, startKafka } from './start-kafka.js';

const cacheFolder = fileURLToPath(new URL('../../../../.data/cache/kafka', import.meta.url));

async function started(options: KafkaOptions): Promise<Kafka> {
  const result = await startKafka(options);
  if (!result.ok) throw new Error(result.failure.sentence);
  return result.value;
}

async function withAdmin<T>(kafka: Kafka, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new KafkaClient({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}

const addTopic = (kafka: Kafka): Promise<boolean> =>
  withAdmin(kafka, (admin) => admin.createTopics({ topics: [{ topic: 'kept' }], waitForLeaders: true }));
const topicsOf = (kafka: Kafka): Promise<string[]> => withAdmin(kafka, (admin) => admin.listTopics());

describe('An embedded Kafka', () => {
  let folder: string;
  let options: EmbeddedKafkaOptions;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kafka-'));
    options = { folder, cacheFolder, quickCompiler: true, environment: process.env, onProgress: () => undefined };
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('keeps its log, its cluster id and its ports over a clean restart, and leaves no process', async () => {
    const first = await started(options);
    await addTopic(first);
    await first.stop();
    expect(await commandLineOf(first.pid ?? 0)).toBeUndefined();
    const second = await started(options);
    expect([second.clusterId, second.brokers]).toEqual([first.clusterId, first.brokers]);
    expect(await topicsOf(second)).toEqual(['kept']);
    await second.stop();
  }, 60_000);

  it('goes on with its log on other ports', async () => {
    const first = await started(options);
    await addTopic(first);
    await first.stop();
    await writeFile(join(folder, 'ports'), '');
    const second = await started(options);
    expect(second.brokers).not.toEqual(first.brokers);
    expect(await topicsOf(second)).toEqual(['kept']);
    await second.stop();
  }, 60_000);

  it('is found, stopped and started again after its node was killed', async () => {
    const call = `{ ...${JSON.stringify({ folder, cacheFolder, quickCompiler: true })}, environment: process.env, onProgress: () => {} }`;
    const orphan = await orphanedBy(`embedded.startKafka(${call})`);
    expect(await commandLineOf(orphan)).toContain(folder);
    const lines: string[] = [];
    const second = await started({ ...options, onProgress: (line) => lines.push(line) });
    expect(lines[0]).toBe('Stopped the Kafka of a run that was killed.');
    expect(await commandLineOf(orphan)).toBeUndefined();
    await addTopic(second);
    await second.stop();
  }, 60_000);

  it('answers soon after it was killed itself, with what it had', async () => {
    let death = '';
    const first = await started({ ...options, onDeath: (sentence) => (death = sentence) });
    await addTopic(first);
    process.kill(first.pid ?? 0, 'SIGKILL');
    const second = await started(options);
    expect(await topicsOf(second)).toEqual(['kept']);
    expect(death).toContain('Kafka ended by itself (signal SIGKILL)');
    await second.stop();
  }, 60_000);

  it('may be an external cluster, which answers first and is never stopped', async () => {
    const external = JSON.parse(process.env['TEST_KAFKA'] ?? '') as { readonly brokers: readonly string[] };
    const kafka = await started({ external });
    await kafka.stop();
    expect(await withAdmin(kafka, async (admin) => (await admin.describeCluster()).clusterId)).toBe(kafka.clusterId);
  });

  it('does not start with a jar that somebody changed', async () => {
    const tampered = join(folder, 'cache');
    await cp(join(cacheFolder, 'jars'), join(tampered, 'jars'), { recursive: true });
    await writeFile(join(tampered, 'jars/kafka_2.13-4.3.1.jar'), 'x', { flag: 'a' });
    expect(await startKafka({ ...options, cacheFolder: tampered })).toMatchObject({ failure: { code: 'JARS_CHANGED' } });
  });

  it.each([
    ['Java', 'JAVA_MISSING', ''],
    ['Maven', 'MAVEN_MISSING', '/java-only'],
  ])('says in one sentence that %s is missing', async (_what, code, path) => {
    const onlyJava = path === '' ? {} : { JAVA_HOME: await homeOfJava() };
    const empty = join(folder, 'cache');
    expect(await startKafka({ ...options, cacheFolder: empty, environment: { PATH: path, ...onlyJava } })).toMatchObject({
      failure: { code, sentence: expect.stringMatching(/^[^\n]*install[^\n]*\.$/) },
    });
  });
});

async function homeOfJava(): Promise<string> {
  const { findJava } = await import('./java.js');
  const java = await findJava(process.env);
  return java.ok ? java.value.file.replace(/\/bin\/java$/, '') : '';
}
