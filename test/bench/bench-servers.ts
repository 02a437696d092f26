import { join } from 'node:path';
import { type Kafka, type Postgres, startKafka, startPostgres } from '@shutong/embedded';
import type { NamedProcess } from './machine/processor-time.js';

export interface BenchServers {
  readonly kafka: Kafka;
  readonly postgres: Postgres;
  /** For the processor time. */
  readonly processes: readonly NamedProcess[];
  stop(): Promise<void>;
}

/** The two servers every path shares. Kafka gets the thorough compiler and 512 MB: the quick one is right for tests and wrong here. */
export async function startBenchServers(folder: string, tell: (sentence: string) => void): Promise<BenchServers> {
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), onProgress: tell });
  if (!postgres.ok) throw new Error(postgres.failure.sentence);
  const kafka = await startKafka({
    folder: join(folder, 'kafka'),
    cacheFolder: join(process.cwd(), '.data/cache/kafka'),
    heapMb: 512,
    environment: process.env,
    onProgress: tell,
  });
  if (!kafka.ok) {
    await postgres.value.stop();
    throw new Error(kafka.failure.sentence);
  }
  const pids = { kafka: kafka.value.pid, postgres: postgres.value.pid };
  const processes = Object.entries(pids).flatMap(([name, pid]) => (pid === undefined ? [] : [{ name, pid }]));
  return {
    kafka: kafka.value,
    postgres: postgres.value,
    processes,
    stop: async () => {
      await kafka.value.stop();
      await postgres.value.stop();
    },
  };
}
