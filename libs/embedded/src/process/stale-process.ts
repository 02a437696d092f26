import { readFile, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLineOf } from './command-line.js';

/** A process that an earlier run may have left behind. */
export interface Leftover {
  readonly pidFile: string;
  /** Text that its command line holds and no foreign process has: the absolute path of its data. */
  readonly mark: string;
  /** Asks for a clean stop. */
  readonly signal: NodeJS.Signals;
}

const CLEAN_STOP_MS = 15_000;
const KILLED_MS = 5000;

/**
 * Ends the process that the pid file names, if it still is ours, and removes the file. A pid is reused sooner or later: a process
 * without the mark in its command line is foreign and is left alone. True when something was stopped.
 */
export async function stopLeftover(leftover: Leftover): Promise<boolean> {
  const pid = await readPid(leftover.pidFile);
  const isOurs = async (): Promise<boolean> =>
    pid !== undefined && ((await commandLineOf(pid))?.includes(leftover.mark) ?? false);
  const found = pid !== undefined && (await isOurs());
  if (found) {
    signalTo(pid, leftover.signal);
    if (!(await gone(isOurs, CLEAN_STOP_MS))) {
      signalTo(pid, 'SIGKILL');
      await gone(isOurs, KILLED_MS);
    }
  }
  await rm(leftover.pidFile, { force: true });
  return found;
}

async function readPid(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number(text.trim());
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

async function gone(isOurs: () => Promise<boolean>, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (await isOurs()) {
    if (performance.now() > until) return false;
    await pause(25);
  }
  return true;
}
