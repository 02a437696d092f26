import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandLineOf } from './command-line.js';
import { stopLeftover } from './stale-process.js';

describe('A pid file that an earlier run left behind', () => {
  let folder: string;
  let pidFile: string;
  let sleeper: ChildProcess;

  /** A process that ends with SIGTERM and has `mark` in its command line. */
  const sleepWith = async (mark: string): Promise<void> => {
    const args = ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)', mark];
    sleeper = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(sleeper.stdout ?? sleeper, 'data');
    await writeFile(pidFile, String(sleeper.pid));
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stale-'));
    pidFile = join(folder, 'server.pid');
  });

  afterEach(async () => {
    sleeper.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('leads to the end of the process that works on this data', async () => {
    await sleepWith(folder);
    const ended = once(sleeper, 'exit');
    expect(await stopLeftover({ pidFile, mark: folder, signal: 'SIGTERM' })).toBe(true);
    expect((await ended)[1]).toBe('SIGTERM');
    expect(existsSync(pidFile)).toBe(false);
  });

  it('never leads to the end of a foreign process that got the same number', async () => {
    await sleepWith('/somewhere/else');
    expect(await stopLeftover({ pidFile, mark: folder, signal: 'SIGTERM' })).toBe(false);
    expect(await commandLineOf(sleeper.pid ?? 0)).toContain('/somewhere/else');
    expect(existsSync(pidFile)).toBe(false);
  });

  it.each(['', '0', '1', '-1', 'NaN', '999999999999'])('is ignored when it holds %p', async (text) => {
    await sleepWith(folder);
    await writeFile(pidFile, text);
    expect(await stopLeftover({ pidFile, mark: folder, signal: 'SIGTERM' })).toBe(false);
    expect(await commandLineOf(sleeper.pid ?? 0)).toContain(folder);
  });
});
