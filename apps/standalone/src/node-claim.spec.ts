import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandLineOf } from '@shutong/embedded';
import { claimFolder } from './node-claim.js';
import { nodeHome, type NodeHome } from './node-home.js';
import { StartFailure } from './start-failure.js';

describe('The claim on a data folder', () => {
  let home: NodeHome;

  beforeEach(async () => {
    home = nodeHome(await mkdtemp(join(tmpdir(), 'claim-')));
  });

  afterEach(async () => {
    await rm(home.folder, { recursive: true });
  });

  it('keeps a second node away until the first lets go', async () => {
    const release = await claimFolder(home);
    await expect(claimFolder(home)).rejects.toThrow(StartFailure);
    await release();
    await (
      await claimFolder(home)
    )();
  });

  it('of another process that is alive counts', async () => {
    const command = await commandLineOf(process.ppid);
    await writeFile(home.pidFile, JSON.stringify({ pid: process.ppid, command }));
    await expect(claimFolder(home)).rejects.toThrow(/already runs/);
  });

  it.each([
    [
      'of a killed process, whose number a foreign program got',
      { pid: process.ppid, command: 'node apps/standalone/dist/main.js' },
    ],
    ['of a container that had the same number before its restart', { pid: process.pid, command: 'node' }],
    ['that is cut off', undefined],
  ])('%s does not count', async (_what, claim) => {
    await writeFile(home.pidFile, JSON.stringify(claim)?.slice(0) ?? '{"pid":');
    const release = await claimFolder(home);
    expect(await readFile(home.pidFile, 'utf8')).toContain(String(process.pid));
    await release();
  });
});
