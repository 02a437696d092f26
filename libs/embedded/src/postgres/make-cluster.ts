import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ok, type Result, systemRandomness, toBase64Url } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';
import type { Account } from '../process/account.js';
import { clusterIn, type PostgresHome } from './postgres-home.js';

const run = promisify(execFile);

export const SUPERUSER = 'postgres';

/** Who runs PostgreSQL's programs and where they are. */
export interface PostgresRuntime {
  readonly native: string;
  /** Real path of the place. */
  readonly place: string;
  readonly account: Account | undefined;
}

/** initdb and postgres need no more of the environment; a TZ or PG* of the caller must not change the cluster. */
export const POSTGRES_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/** Makes the database cluster unless it is there. Built beside and renamed when whole, so a kill leaves none or all of it. */
export async function makeCluster(home: PostgresHome, runtime: PostgresRuntime): Promise<Result<undefined, EmbeddedFailure>> {
  const cluster = clusterIn(runtime.place);
  if (existsSync(cluster)) return ok(undefined);
  const password = toBase64Url(systemRandomness.bytes(24));
  await writeFile(home.passwordFile, `${password}\n`, { mode: 0o600 });
  const draft = `${cluster}.new`;
  const passwordDraft = join(runtime.place, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordDraft, `${password}\n`, { mode: 0o600 });
  if (runtime.account !== undefined) await chown(passwordDraft, runtime.account.uid, runtime.account.gid);
  try {
    await initdb(draft, passwordDraft, runtime);
    await rename(draft, cluster);
    return ok(undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : undefined;
    return failure(
      'FORMAT_FAILED',
      `initdb could not make the database cluster below ${home.folder}: ${why ?? 'no reason given'}`,
    );
  } finally {
    await rm(passwordDraft, { force: true });
  }
}

async function initdb(folder: string, passwordFile: string, runtime: PostgresRuntime): Promise<void> {
  const args = ['-D', folder, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const format = ['--encoding=UTF8', '--locale=C', '--data-checksums'];
  await run(join(runtime.native, 'bin/initdb'), [...args, ...format], {
    cwd: runtime.place,
    env: POSTGRES_ENVIRONMENT,
    ...runtime.account,
  });
}

export async function superuserPassword(home: PostgresHome): Promise<string> {
  return (await readFile(home.passwordFile, 'utf8')).trim();
}
