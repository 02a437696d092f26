import { fileURLToPath } from 'node:url';
import { type EmbeddedFailure, type Kafka, type Postgres, startKafka, startPostgres } from '@shutong/embedded';
import type { Result } from '@shutong/kernel';
import type { NodeHome } from '../node-home.js';
import type { NodeLife } from '../node-life.js';
import { StartFailure } from '../start-failure.js';
import type { ExternalServers } from './external-servers.js';

/** Jars and class archive are the checkout's, not the node's: a second node on another folder need not resolve them again. */
const KAFKA_CACHE = fileURLToPath(new URL('../../../../.data/cache/kafka', import.meta.url));

export interface Servers {
  readonly postgres: Postgres;
  readonly kafka: Kafka;
}

/** Starts PostgreSQL and Kafka side by side, or takes external ones. Throws `StartFailure` with the first sentence. */
export async function startServers(
  home: NodeHome,
  life: NodeLife,
  external: ExternalServers,
  tell: (sentence: string) => void,
): Promise<Servers> {
  // A server that ends by itself is told and not answered by an end of the node: the apps refuse with 503 and say so in /readyz.
  const common = { onProgress: tell, onDeath: tell };
  const starting = [
    startPostgres(external.postgres === undefined ? { folder: home.postgres, ...common } : { external: external.postgres }),
    startKafka(
      external.kafka === undefined
        ? { folder: home.kafka, cacheFolder: KAFKA_CACHE, environment: process.env, ...common }
        : { external: external.kafka },
    ),
  ] as const;
  const [postgres, kafka] = await Promise.all(starting);
  // Registered before either is judged, so that the one that did start is stopped.
  addServer(life, 'PostgreSQL', postgres);
  addServer(life, 'Kafka', kafka);
  return { postgres: valueOf(postgres), kafka: valueOf(kafka) };
}

function addServer(life: NodeLife, name: string, server: Result<Postgres | Kafka, EmbeddedFailure>): void {
  if (server.ok) life.add(name, () => server.value.stop());
}

function valueOf<T>(server: Result<T, EmbeddedFailure>): T {
  if (!server.ok) throw new StartFailure(1, server.failure.sentence);
  return server.value;
}
