import { join } from 'node:path';
import { type Kafka, type Postgres, startKafka, startPostgres } from '@shutong/embedded';

export interface BenchServers {
  readonly kafka: Kafka;
  readonly postgres: Postgres;
  /** Process ids by name, for the processor time. */
  readonly processes: ReadonlyMap<string, number>;
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
  const processes = Object.entries(pids).flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid] as const]));
  return {
    kafka: kafka.value,
    postgres: postgres.value,
    processes: new Map(processes),
    stop: async () => {
      await kafka.value.stop();
      await postgres.value.stop();
    },
  };
}
