import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '@shutong/kernel';
import pg from 'pg';
import type { EmbeddedFailure } from '../embedded-failure.js';
import { unprivilegedAccount } from '../process/account.js';
import { ChildServer } from '../process/child-server.js';
import { freePorts } from '../process/free-ports.js';
import { answerOf } from '../process/ready.js';
import type { Progress } from '../progress.js';
import { makeCluster, POSTGRES_ENVIRONMENT, type PostgresRuntime, SUPERUSER, superuserPassword } from './make-cluster.js';
import { nativeBinaries } from './native-binaries.js';
import { clusterIn, postgresHome, type PostgresHome, stopStalePostgres } from './postgres-home.js';
import { reachableBinaries, reachablePlace } from './reachable-place.js';

/** How to reach a PostgreSQL as a role that may make databases and roles. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export interface Postgres extends PostgresAddress {
  /** Of the child process; absent for an external server. */
  readonly pid?: number;
  /** Resolves when the child process is gone; leaves an external server alone. */
  stop(): Promise<void>;
}

export type PostgresOptions =
  | { readonly external: PostgresAddress }
  | {
      /** Folder for data, log and pid file, made if missing. */
      readonly folder: string;
      readonly onProgress: Progress;
      /** Called when the server ends without having been asked to. */
      readonly onDeath?: (sentence: string) => void;
    };

/** Longest wait for the first answer, in ms: recovery after a crash replays what was written since the last checkpoint. */
const PATIENCE_MS = 60_000;

/** Starts PostgreSQL on a free loopback port, or takes the external one; either answers a query before this resolves. */
export async function startPostgres(options: PostgresOptions): Promise<Result<Postgres, EmbeddedFailure>> {
  if ('external' in options) return takeExternal(options.external);
  const home = postgresHome(options.folder);
  if (await stopStalePostgres(home.folder)) options.onProgress('Stopped the PostgreSQL of a run that was killed.');
  const runtime = await runtimeFor(home);
  if (!runtime.ok) return runtime;
  options.onProgress('Starting PostgreSQL …');
  const made = await makeCluster(home, runtime.value);
  if (!made.ok) return made;
  return launch(home, runtime.value, options.onDeath);
}

async function takeExternal(address: PostgresAddress): Promise<Result<Postgres, EmbeddedFailure>> {
  const where = `the log of ${address.host}:${String(address.port)}`;
  const answered = await answerOf({ name: 'PostgreSQL', where, patienceMs: 10_000, ask: () => ask(address) });
  return answered.ok ? ok({ ...address, stop: () => Promise.resolve() }) : answered;
}

async function runtimeFor(home: PostgresHome): Promise<Result<PostgresRuntime, EmbeddedFailure>> {
  const account = await unprivilegedAccount();
  if (!account.ok) return account;
  const native = await nativeBinaries();
  if (!native.ok) return native;
  const place = await reachablePlace(home.place, account.value);
  return ok({ account: account.value, place, native: await reachableBinaries(native.value, place, account.value) });
}

async function launch(
  home: PostgresHome,
  runtime: PostgresRuntime,
  onDeath: ((sentence: string) => void) | undefined,
): Promise<Result<Postgres, EmbeddedFailure>> {
  const port = await portFor(home);
  const child = ChildServer.start({
    file: join(runtime.native, 'bin/postgres'),
    args: argumentsOf(clusterIn(runtime.place), port),
    cwd: runtime.place,
    env: POSTGRES_ENVIRONMENT,
    account: runtime.account,
    logFile: home.logFile,
    pidFile: home.pidFile,
    // Fast shutdown: open sessions are ended, their transactions rolled back.
    stopSignal: 'SIGINT',
  });
  const address = { host: '127.0.0.1', port, user: SUPERUSER, password: await superuserPassword(home) };
  const answered = await answerOf({
    name: 'PostgreSQL',
    child,
    where: home.logFile,
    patienceMs: PATIENCE_MS,
    ask: () => ask(address),
  });
  if (!answered.ok) {
    await child.stop();
    return answered;
  }
  if (onDeath !== undefined) child.onDeath((how) => onDeath(`PostgreSQL ended by itself (${how}): see ${home.logFile}.`));
  return ok({ ...address, pid: child.pid, stop: () => child.stop() });
}

/** The port of the last run if nobody took it since, so that configuration written then stays right. */
async function portFor(home: PostgresHome): Promise<number> {
  const last = Number(await readFile(home.portFile, 'utf8').catch(() => ''));
  const [port = 0] = await freePorts([last > 0 ? last : undefined]);
  await writeFile(home.portFile, `${String(port)}\n`);
  return port;
}

/** Statements and details of errors stay out of the log: they hold values, and the log is no place for personal data. */
function argumentsOf(cluster: string, port: number): readonly string[] {
  const settings = {
    unix_socket_directories: '',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster, '-h', '127.0.0.1', '-p', String(port), ...flags];
}

async function ask(address: PostgresAddress): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres', connectionTimeoutMillis: 5000 });
  // The server may go while the question is open; the failed query says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}
