import { join, resolve } from 'node:path';
import { stopLeftover } from '../process/stale-process.js';

/** Files of one embedded Kafka below its folder, all absolute. */
export interface KafkaHome {
  readonly folder: string;
  readonly dataFolder: string;
  readonly propertiesFile: string;
  readonly pidFile: string;
  readonly portsFile: string;
  readonly logFile: string;
}

export function kafkaHome(path: string): KafkaHome {
  const folder = resolve(path);
  return {
    folder,
    dataFolder: join(folder, 'data'),
    propertiesFile: join(folder, 'server.properties'),
    pidFile: join(folder, 'kafka.pid'),
    portsFile: join(folder, 'ports'),
    logFile: join(folder, 'kafka.log'),
  };
}

/** Ends a Kafka that a killed run left on this folder. True when there was one. */
export function stopStaleKafka(folder: string): Promise<boolean> {
  const home = kafkaHome(folder);
  return stopLeftover({ pidFile: home.pidFile, mark: home.propertiesFile, signal: 'SIGTERM' });
}
