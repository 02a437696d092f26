import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { stopLeftover } from '../process/stale-process.js';

/** Files of one embedded PostgreSQL below its folder. */
export interface PostgresHome {
  readonly folder: string;
  /** What PostgreSQL's own account owns: a folder, or a link to one elsewhere (`reachable-place.ts`). */
  readonly place: string;
  readonly pidFile: string;
  readonly portFile: string;
  readonly logFile: string;
  /** Of the superuser. */
  readonly passwordFile: string;
}

export function postgresHome(folder: string): PostgresHome {
  return {
    folder,
    place: join(folder, 'cluster'),
    pidFile: join(folder, 'postgres.pid'),
    portFile: join(folder, 'port'),
    logFile: join(folder, 'postgres.log'),
    passwordFile: join(folder, 'password'),
  };
}

/** PostgreSQL's data directory inside the real path of its place. */
export function clusterIn(place: string): string {
  return join(place, 'data');
}

/** Ends a PostgreSQL that a killed run left on this folder. True when there was one. */
export async function stopStalePostgres(folder: string): Promise<boolean> {
  const home = postgresHome(folder);
  const place = await realpath(home.place).catch(() => undefined);
  if (place === undefined) return false;
  return stopLeftover({ pidFile: home.pidFile, mark: clusterIn(place), signal: 'SIGINT' });
}
