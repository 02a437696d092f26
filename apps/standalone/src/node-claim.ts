import { readFile, rm } from 'node:fs/promises';
import { commandLineOf } from '@shutong/embedded';
import { asJson, type NodeHome, writePrivate } from './node-home.js';
import { StartFailure } from './start-failure.js';

/** Folders that this process holds: its own pid in a claim may also be that of a process before it, as after a container's restart. */
const heldHere = new Set<string>();

interface Claim {
  readonly pid: number;
  readonly command: string;
}

/**
 * Claims the data folder for this process. Two nodes on one folder would take each other's servers for leftovers of a killed run and stop
 * them. A claim of a process that is gone, or whose number now belongs to another program, does not count.
 */
export async function claimFolder(home: NodeHome): Promise<() => Promise<void>> {
  const earlier = await readClaim(home);
  if (earlier !== undefined && (await holds(earlier, home))) {
    const who = `process ${String(earlier.pid)}`;
    throw new StartFailure(1, `A node already runs on ${home.folder} (${who}): stop it, or choose another folder with --data.`);
  }
  heldHere.add(home.folder);
  await writePrivate(
    home.pidFile,
    asJson({ pid: process.pid, command: (await commandLineOf(process.pid)) ?? '' } satisfies Claim),
  );
  return async () => {
    heldHere.delete(home.folder);
    await rm(home.pidFile, { force: true });
  };
}

async function holds(claim: Claim, home: NodeHome): Promise<boolean> {
  if (claim.pid === process.pid) return heldHere.has(home.folder);
  return (await commandLineOf(claim.pid)) === claim.command;
}

async function readClaim(home: NodeHome): Promise<Claim | undefined> {
  try {
    const { pid, command } = JSON.parse(await readFile(home.pidFile, 'utf8')) as Partial<Claim>;
    return typeof pid === 'number' && typeof command === 'string' ? { pid, command } : undefined;
  } catch {
    // None yet, or half written by a start that was killed.
    return undefined;
  }
}
