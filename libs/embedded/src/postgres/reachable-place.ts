import { existsSync } from 'node:fs';
import { chmod, chown, cp, lchown, mkdir, mkdtemp, readdir, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Account } from '../process/account.js';

/** Where refuges stand: kept over a restart of the machine, and open to every account. */
const REFUGES = ['/var/lib', '/var/tmp'];

/**
 * Real path of a folder that `account` owns and can reach. `place` itself where it can be; below a folder closed to others (a clone
 * under /root) it becomes a link to a folder of its own under /var/lib.
 */
export async function reachablePlace(place: string, account: Account | undefined): Promise<string> {
  if (!existsSync(place)) await makePlace(place, account);
  return realpath(place);
}

async function makePlace(place: string, account: Account | undefined): Promise<void> {
  const folder = dirname(place);
  await mkdir(folder, { recursive: true });
  if (account !== undefined) await chmod(folder, 0o711);
  if (await reaches(account, folder)) {
    await mkdir(place, { mode: 0o700 });
    await give(place, account);
    return;
  }
  const refuge = await mkdtemp(join(REFUGES.find((path) => existsSync(path)) ?? '/tmp', 'shutong-postgres-'));
  await give(refuge, account);
  // A link whose target was removed by hand.
  await rm(place, { force: true });
  await symlink(refuge, place);
}

/** `native` where `account` can run it, else a copy of it (60 MB) below `place`. */
export async function reachableBinaries(native: string, place: string, account: Account | undefined): Promise<string> {
  if (await reaches(account, join(native, 'bin'))) return native;
  const copy = join(place, 'native');
  if (!existsSync(copy)) {
    await rm(`${copy}.new`, { recursive: true, force: true });
    await cp(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    await giveTree(`${copy}.new`, account);
    await rename(`${copy}.new`, copy);
  }
  return copy;
}

/** Whether every folder on the way lets `account` pass. Groups and access lists are not asked: a wrong no only costs a copy. */
async function reaches(account: Account | undefined, folder: string): Promise<boolean> {
  if (account === undefined) return true;
  for (let path = await realpath(folder); ; path = dirname(path)) {
    const { mode, uid } = await stat(path);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

async function give(path: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

async function giveTree(root: string, account: Account | undefined): Promise<void> {
  if (account === undefined) return;
  await chown(root, account.uid, account.gid);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}
