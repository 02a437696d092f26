import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ok, type Result } from '@shutong/kernel';
import type { EmbeddedFailure } from '../embedded-failure.js';
import { answerOf } from '../process/ready.js';
import type { Progress } from '../progress.js';
import type { KafkaRuntime } from './broker-command.js';
import { classArchive } from './class-archive.js';
import { askClusterId } from './cluster-answer.js';
import { kafkaJars } from './jars.js';
import { type Environment, findJava } from './java.js';
import { kafkaHome, stopStaleKafka } from './kafka-home.js';
import { runBroker } from './run-broker.js';

export interface Kafka {
  /** `host:port` of each broker. */
  readonly brokers: readonly string[];
  readonly clusterId: string;
  /** Of the child process; absent for an external cluster. */
  readonly pid?: number;
  /** Resolves when the child process is gone; leaves an external cluster alone. */
  stop(): Promise<void>;
}

export interface EmbeddedKafkaOptions {
  /** Folder for data, log and pid file, made if missing. */
  readonly folder: string;
  /** Folder for jars and class archive; shared by all brokers of a checkout. */
  readonly cacheFolder: string;
  /** Java heap, default 256. */
  readonly heapMb?: number;
  /** For tests: starts sooner, runs slower. */
  readonly quickCompiler?: boolean;
  /** Where `java` and `mvn` are looked for, and what they inherit. */
  readonly environment: Environment;
  readonly onProgress: Progress;
  /** Called when the server ends without having been asked to. */
  readonly onDeath?: (sentence: string) => void;
}

export type KafkaOptions = { readonly external: { readonly brokers: readonly string[] } } | EmbeddedKafkaOptions;

/** Starts Kafka on free loopback ports, or takes the external one; either describes its cluster before this resolves. */
export async function startKafka(options: KafkaOptions): Promise<Result<Kafka, EmbeddedFailure>> {
  if ('external' in options) return takeExternal(options.external.brokers);
  const home = kafkaHome(options.folder);
  if (await stopStaleKafka(home.folder)) options.onProgress('Stopped the Kafka of a run that was killed.');
  const runtime = await runtimeFor(options);
  if (!runtime.ok) return runtime;
  options.onProgress('Starting Kafka …');
  const broker = await runBroker(home, runtime.value);
  if (!broker.ok) return broker;
  const { child, brokers, clusterId } = broker.value;
  const { onDeath } = options;
  if (onDeath !== undefined) child.onDeath((how) => onDeath(`Kafka ended by itself (${how}): see ${home.logFile}.`));
  return ok({ brokers, clusterId, pid: child.pid, stop: () => child.stop() });
}

async function takeExternal(brokers: readonly string[]): Promise<Result<Kafka, EmbeddedFailure>> {
  const ask = (): Promise<string> => askClusterId(brokers);
  const answered = await answerOf({ name: 'Kafka', where: `the log of ${brokers.join(', ')}`, patienceMs: 10_000, ask });
  return answered.ok ? ok({ brokers, clusterId: answered.value, stop: () => Promise.resolve() }) : answered;
}

async function runtimeFor(options: EmbeddedKafkaOptions): Promise<Result<KafkaRuntime, EmbeddedFailure>> {
  const { environment, onProgress, heapMb = 256, quickCompiler = false } = options;
  const cacheFolder = resolve(options.cacheFolder);
  await mkdir(cacheFolder, { recursive: true });
  const java = await findJava(environment);
  if (!java.ok) return java;
  const jars = await kafkaJars(cacheFolder, environment, onProgress);
  if (!jars.ok) return jars;
  const bare: KafkaRuntime = { java: java.value, jars: jars.value, heapMb, quickCompiler, environment };
  // Trained with one heap and compiler, so that every start of this checkout uses the same archive.
  const archive = await classArchive(cacheFolder, { ...bare, heapMb: 256, quickCompiler: false }, onProgress);
  return ok(archive === undefined ? bare : { ...bare, archive });
}
