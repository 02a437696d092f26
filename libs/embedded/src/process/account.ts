import { readFile } from 'node:fs/promises';
import { ok, type Result } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';

/** Whom a child process runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and looks its own user up: it must be a user the system knows. Without root there is nothing to
 * choose: `undefined`.
 */
export async function unprivilegedAccount(): Promise<Result<Account | undefined, EmbeddedFailure>> {
  if (process.getuid?.() !== 0) return ok(undefined);
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const nobody = users.split('\n').find((line) => line.startsWith('nobody:'));
  const [, , uid, gid] = nobody?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    return failure(
      'ROOT_ONLY',
      'PostgreSQL refuses to run as root and there is no user "nobody": start the node as another user.',
    );
  }
  return ok({ uid: Number(uid), gid: Number(gid) });
}
