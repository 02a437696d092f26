import pg from 'pg';
import type { DatabaseTarget } from './database-target.js';
import { columnTypes } from './int8.js';
import { readSecretFile } from './secret-file.js';

/** How long one piece of work may take before the server ends it; all in milliseconds, none is optional. */
export interface Patience {
  readonly connectMs: number;
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleInTransactionMs: number;
}

export interface PoolOptions {
  /** Shown in pg_stat_activity. */
  readonly application: string;
  readonly connections: number;
  readonly patience: Patience;
  /** Hot pools keep their connections for good: pg closes idle ones after 10 s, and the next batch would pay for a new one. */
  readonly hot: boolean;
}

/** The connection settings shared by pools and single sessions. Reads the password file. */
export async function connectionConfig(
  target: DatabaseTarget,
  application: string,
  patience: Patience,
): Promise<pg.ClientConfig> {
  return {
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    password: await readSecretFile(target.passwordFile),
    application_name: application,
    connectionTimeoutMillis: patience.connectMs,
    statement_timeout: patience.statementMs,
    lock_timeout: patience.lockMs,
    idle_in_transaction_session_timeout: patience.idleInTransactionMs,
    keepAlive: true,
    types: columnTypes,
  };
}

/**
 * A pool of connections. Errors of idle connections are handed to `onIdleError`: without a listener
 * Node ends the process when the server closes one.
 */
export async function openPool(
  target: DatabaseTarget,
  options: PoolOptions,
  onIdleError: (error: Error) => void,
): Promise<pg.Pool> {
  const config = await connectionConfig(target, options.application, options.patience);
  const pool = new pg.Pool({ ...config, max: options.connections, idleTimeoutMillis: options.hot ? 0 : 10_000 });
  pool.on('error', onIdleError);
  return pool;
}
