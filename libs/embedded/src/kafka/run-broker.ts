import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { ok, type Result } from '@shutong/kernel';
import { type EmbeddedFailure } from '../embedded-failure.js';
import { ChildServer } from '../process/child-server.js';
import { freePorts } from '../process/free-ports.js';
import { answerOf } from '../process/ready.js';
import { javaArguments, type KafkaRuntime } from './broker-command.js';
import { askClusterId } from './cluster-answer.js';
import { formatStorage } from './format-storage.js';
import type { KafkaHome } from './kafka-home.js';
import { serverProperties } from './server-properties.js';

export interface Broker {
  readonly child: ChildServer;
  readonly brokers: readonly string[];
  readonly clusterId: string;
}

/** Longest wait for the first answer, in ms: a killed broker checks its segments first. */
const PATIENCE_MS = 60_000;

/** Formats the data folder if it is new, starts the broker and waits until it answers. `flags` are for the virtual machine. */
export async function runBroker(
  home: KafkaHome,
  runtime: KafkaRuntime,
  flags: readonly string[] = [],
): Promise<Result<Broker, EmbeddedFailure>> {
  await mkdir(home.folder, { recursive: true });
  const [clientPort = 0, controllerPort = 0] = await portsFor(home);
  await writeFile(home.propertiesFile, serverProperties({ dataFolder: home.dataFolder, clientPort, controllerPort }));
  const formatted = await formatStorage(home, runtime);
  if (!formatted.ok) return formatted;
  const child = ChildServer.start({
    file: runtime.java.file,
    args: [...javaArguments(runtime, 'kafka.Kafka', flags), home.propertiesFile],
    cwd: home.folder,
    env: runtime.environment,
    account: undefined,
    logFile: home.logFile,
    pidFile: home.pidFile,
    stopSignal: 'SIGTERM',
  });
  const brokers = [`127.0.0.1:${String(clientPort)}`];
  const ask = (): Promise<string> => askClusterId(brokers);
  const answered = await answerOf({ name: 'Kafka', child, where: home.logFile, patienceMs: PATIENCE_MS, ask });
  if (answered.ok) return ok({ child, brokers, clusterId: answered.value });
  await child.stop();
  return answered;
}

/** The ports of the last run where nobody took them since. */
async function portsFor(home: KafkaHome): Promise<readonly number[]> {
  const last = (await readFile(home.portsFile, 'utf8').catch(() => '')).split(' ').map(Number);
  const wish = (port: number | undefined): number | undefined => (port !== undefined && port > 0 ? port : undefined);
  const ports = await freePorts([wish(last[0]), wish(last[1])]);
  await writeFile(home.portsFile, `${ports.join(' ')}\n`);
  return ports;
}
