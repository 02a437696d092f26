import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogFolder } from './read-log.js';
import { aCopyOf, shutong } from './test-log.contract.js';

const BUNDLE = 'tile/entries/000.p/34';
const TILE = 'tile/0/000.p/34';

describe('a whole log', () => {
  let folder: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ folder, remove } = await aCopyOf('kinds'));
  });

  afterEach(async () => {
    await remove();
  });

  const verify = (...more: readonly string[]): ReturnType<typeof shutong> =>
    shutong('verify', folder, '--policy', join(folder, 'policy'), ...more);

  /** Flips one bit of a file. */
  async function bend(path: string, place: number): Promise<void> {
    const bytes = await readFile(join(folder, path));
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    await writeFile(join(folder, path), bytes);
  }

  it('verifies: checkpoint, tree, entries', async () => {
    const { exitCode, output } = await verify();
    expect([exitCode, output.split('\n').at(-1)]).toEqual([0, 'result ok']);
    expect(JSON.parse((await verify('--json')).output)).toMatchObject({ result: 'ok', size: 34 });
  });

  it.each([
    ['an entry', BUNDLE, 500, TILE],
    ['a hash', TILE, 40, TILE],
    ['the length of an entry', BUNDLE, 1, BUNDLE],
  ])('is refused, with the place, when one bit of %s is flipped', async (_what, path, place, named) => {
    await bend(path, place);
    const { exitCode, output } = await verify();
    expect([exitCode, output]).toEqual([1, expect.stringContaining(named)]);
  });

  it('is refused when one bit of the checkpoint is flipped', async () => {
    await bend('checkpoint', 45);
    expect(await verify()).toMatchObject({ exitCode: 1, output: expect.stringContaining('checkpoint') });
  });

  it('cannot be told when a file is missing', async () => {
    await rm(join(folder, TILE));
    expect(await verify()).toMatchObject({ exitCode: 3, output: expect.stringContaining(TILE) });
  });

  it('cannot be told while too few witnesses have cosigned', async () => {
    const example = await aCopyOf('example');
    const policy = await readFile(join(example.folder, 'policy'), 'utf8');
    await writeFile(join(example.folder, 'policy'), policy.replace(/group independent any/, 'group independent all'));
    const run = await shutong('verify', example.folder, '--policy', join(example.folder, 'policy'));
    await example.remove();
    expect([run.exitCode, run.output]).toEqual([3, expect.stringContaining('witnesses')]);
  });

  it('continues an older checkpoint, or is refused', async () => {
    const example = await aCopyOf('example');
    const older = join(example.folder, 'checkpoint');
    expect((await verify('--since', older)).exitCode).toBe(0);
    const smaller = await shutong(
      'verify',
      example.folder,
      '--policy',
      join(folder, 'policy'),
      '--since',
      join(folder, 'checkpoint'),
    );
    await example.remove();
    expect([smaller.exitCode, smaller.output]).toEqual([expect.any(Number), expect.stringMatching(/smaller|witnesses/)]);
    expect(smaller.exitCode).not.toBe(0);
  });

  describe('served over HTTP', () => {
    let server: Server;
    let url: string;

    beforeEach(async () => {
      server = createServer((request, response) => {
        const isPublic = request.url === '/checkpoint';
        if (!isPublic && request.headers.authorization !== 'Bearer reader') return void response.writeHead(401).end();
        void new LogFolder(folder).read((request.url ?? '/').slice(1)).then((bytes) => {
          response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    });

    afterEach(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    it('can be mirrored, and the mirror verifies offline', async () => {
      const home = await mkdtemp(join(tmpdir(), 'mirror-'));
      const token = join(home, 'token');
      await writeFile(token, 'reader\n');
      const trust = ['--policy', join(folder, 'policy')];
      const mirrored = await shutong('log', 'mirror', url, join(home, 'log'), ...trust, '--token-file', token);
      expect([mirrored.exitCode, mirrored.output]).toEqual([0, expect.stringContaining('mirrored 34 entries')]);
      expect((await shutong('verify', join(home, 'log'), ...trust)).exitCode).toBe(0);
      await rm(home, { recursive: true });
    });

    it('asks for a token when the log wants one', async () => {
      const { exitCode, complaints } = await shutong('verify', url, '--policy', join(folder, 'policy'));
      expect([exitCode, complaints]).toEqual([2, expect.stringContaining('--token-file')]);
    });
  });
});
