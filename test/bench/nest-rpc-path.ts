import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import { type MeasuredPath, targetOf } from './measured-path.js';
import { type RivalConfig } from './rival-config.js';

const RIVAL = fileURLToPath(new URL('./rival.js', import.meta.url));
const TOPIC = 'rival.rows';

/** Starts the rival's two processes and resolves when both have joined their groups. */
export async function startNestRpc(
  config: Omit<RivalConfig, 'role' | 'topic'>,
): Promise<MeasuredPath & { stop(): Promise<void> }> {
  await makeTopics(config.brokers);
  const source = startRival({ ...config, topic: TOPIC, role: 'source' });
  const front = startRival({ ...config, topic: TOPIC, role: 'front' });
  const children = [source.child, front.child];
  await source.url;
  const target = targetOf(await front.url);
  return {
    name: 'nest-rpc',
    target,
    path: '/v1/datasets/D01/query',
    tokens: [],
    processes: [
      { name: 'front', pid: front.child.pid ?? 0 },
      { name: 'source', pid: source.child.pid ?? 0 },
    ],
    // Its kafkajs wakes every millisecond even when idle (stack notes §6) and would slow down the others.
    pause: () => children.forEach((child) => child.kill('SIGSTOP')),
    resume: () => children.forEach((child) => child.kill('SIGCONT')),
    stop: async () => {
      await Promise.all(children.map(end));
    },
  };
}

/** One partition each: one instance answers, one front waits for replies. */
async function makeTopics(brokers: readonly string[]): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    topics: [TOPIC, `${TOPIC}.reply`].map((topic) => ({ topic, numPartitions: 1 })),
  });
  await admin.disconnect();
}

function startRival(config: RivalConfig): { child: ChildProcess; url: Promise<string> } {
  const child = fork(RIVAL, [JSON.stringify(config)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  });
  const url = new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`The rival's ${config.role} ended with code ${String(code)}.`)));
  });
  return { child, url };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGCONT');
  child.kill('SIGKILL');
  await gone;
}
