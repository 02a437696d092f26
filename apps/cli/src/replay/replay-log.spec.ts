import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Entry } from '@shutong/decision';
import { hashText } from '@shutong/kernel';
import { LogFolder } from '../verify/read-log.js';
import { aCopyOf, type Run, shutong } from '../verify/test-log.contract.js';
import { buildLog, type BuiltLog, FIRST_TABLES, LATER_TABLES, workedEntries } from './built-log.contract.js';

const STATE = 'UqhC55xJLMiL8BN2gUHDR-D4m6Rm3y5SJZTWzb5RcI8';

/** What a change to one entry leaves out. */
const GONE = undefined;

const built: BuiltLog[] = [];

async function aLog(entries: readonly Entry[], tables?: readonly string[]): Promise<BuiltLog> {
  const log = await buildLog(entries, tables);
  built.push(log);
  return log;
}

/** The worked log with one entry changed, in a tree that is hashed and signed anew. */
async function bent(index: number, change: Readonly<Record<string, unknown>>): Promise<BuiltLog> {
  const entries = await workedEntries();
  const changed = Object.entries({ ...entries[index], ...change }).filter(([, value]) => value !== GONE);
  return aLog(entries.with(index, Object.fromEntries(changed) as unknown as Entry));
}

const replay = ({ folder, vkey }: BuiltLog, ...more: readonly string[]): Promise<Run> =>
  shutong('replay', folder, '--vkey', vkey, ...more);
const verify = ({ folder, vkey }: BuiltLog): Promise<Run> => shutong('verify', folder, '--vkey', vkey);
const mismatchesOf = ({ output }: Run): readonly string[] => output.split('\n').filter((line) => line.startsWith('mismatch'));

afterEach(async () => {
  for (const log of built.splice(0)) await log.remove();
});

describe('a log that is replayed', () => {
  it('gives the same decisions and the state that its epoch closed with', async () => {
    const run = await replay(await aLog(await workedEntries()));
    expect(run).toMatchObject({ exitCode: 0, complaints: '' });
    expect(run.output.split('\n')).toEqual([
      'checkpoint ok, log.shutong.example/370104/s0/2026h2, 34 entries',
      'tree ok, every tile and every entry under the signed root',
      `replay ok, 7 decisions recomputed, 0 mismatches, state ${STATE}`,
      'result ok',
    ]);
  });

  it('says so in JSON', async () => {
    const { exitCode, output } = await replay(await aLog(await workedEntries()), '--json');
    expect([exitCode, JSON.parse(output)]).toEqual([
      0,
      { result: 'ok', origin: 'log.shutong.example/370104/s0/2026h2', size: 34, decisions: 7, mismatches: [], state: STATE },
    ]);
  });

  it('tells the state of an epoch that is still open, so that two replays can be compared', async () => {
    const open = (await workedEntries()).slice(0, 15);
    const [one, other] = [await replay(await aLog(open)), await replay(await aLog(open))];
    expect(one.output).toMatch(/0 mismatches, state [\w-]{43}\n/);
    expect(other.output).toBe(one.output);
  });

  it('may be empty', async () => {
    const run = await replay(await aLog([]));
    expect([run.exitCode, run.output]).toEqual([0, expect.stringContaining('replay ok, 0 decisions recomputed, 0 mismatches\n')]);
  });
});

describe('a log with a wrong decision under right hashes', () => {
  it.each<[string, number, Readonly<Record<string, unknown>>, string]>([
    [
      'a denial made a permit',
      9,
      { k: 'query-permitted', why: GONE, mask: { householdNo: 'm1' }, rows: { region: ['370104'] } },
      'mismatch 9 expected query-denied CONSENT_WITHDRAWN found query-permitted',
    ],
    [
      'a permit made a denial',
      6,
      { k: 'query-denied', why: ['GRANT_SUSPENDED'] },
      'mismatch 6 expected query-permitted found query-denied GRANT_SUSPENDED',
    ],
    [
      'a reason flipped',
      18,
      { why: ['CONSENT_EXPIRED', 'GRANT_SUSPENDED'] },
      'mismatch 18 expected query-denied CONSENT_GUARDIAN_ENDED GRANT_SUSPENDED found query-denied CONSENT_EXPIRED GRANT_SUSPENDED',
    ],
    [
      'a reason left out',
      32,
      { why: ['DATASET_RETIRED'] },
      'mismatch 32 expected query-denied DATASET_RETIRED GRANT_REVOKED found query-denied DATASET_RETIRED',
    ],
    ['a mask left out', 4, { mask: GONE }, 'mismatch 4 expected query-permitted mask {"householdNo":"m1"} found query-permitted'],
    [
      'a mask made stronger',
      13,
      { mask: { householdNo: 'm3' } },
      'mismatch 13 expected query-permitted mask {"householdNo":"m1"} found query-permitted mask {"householdNo":"m3"}',
    ],
    [
      'another policy named',
      32,
      { use: { d: 1, g: 2, p: 0 } },
      'mismatch 32 expected query-denied use {"p":25,"d":1,"g":2} found query-denied use {"d":1,"g":2,"p":0}',
    ],
    [
      'rows beyond the grant',
      4,
      { rows: { region: ['370102'] } },
      'mismatch 4 expected query-denied ROW_OUTSIDE_SCOPE found query-permitted',
    ],
    ['rows left out', 6, { rows: GONE }, 'mismatch 6 expected query-permitted rows {"region":["370104"]} found query-permitted'],
    [
      'an explanation turned round',
      7,
      { res: 'deny', why: ['CONSENT_USED'], rows: GONE },
      'mismatch 7 expected explained permit found explained deny CONSENT_USED',
    ],
    [
      'another state of the closed epoch',
      33,
      { state: hashText('another') },
      `mismatch 33 expected epoch.closed state ${STATE} found epoch.closed state ${hashText('another')}`,
    ],
    [
      'a fact that ends what had ended',
      16,
      { k: 'consent.withdrawn', gd: GONE, why: GONE, cst: 3, by: 'subject' },
      'mismatch 16 expected refused-at-edge FACT_INVALID found consent.withdrawn',
    ],
  ])('verifies, and is found by replay: %s', async (_what, index, change, line) => {
    const log = await bent(index, change);
    expect((await verify(log)).output).toContain('result ok');
    const run = await replay(log);
    expect([run.exitCode, mismatchesOf(run)[0], run.output.split('\n').at(-1)]).toEqual([1, line, 'result wrong']);
  });

  it('tells kind and reasons in JSON', async () => {
    const run = await replay(await bent(32, { why: ['DATASET_RETIRED'] }), '--json');
    expect([run.exitCode, JSON.parse(run.output)]).toMatchObject([
      1,
      {
        result: 'wrong',
        decisions: 7,
        mismatches: [
          {
            index: 32,
            expected: { kind: 'query-denied', why: ['DATASET_RETIRED', 'GRANT_REVOKED'] },
            found: { kind: 'query-denied', why: ['DATASET_RETIRED'] },
          },
        ],
        state: STATE,
      },
    ]);
  });

  it('names the first twenty and counts the others', async () => {
    const facts = (await workedEntries()).slice(0, 5);
    // Unmasked: four are more than the grant gives, the others more than the consent's frequency.
    const permits = Array.from({ length: 300 }, (_, i): object => {
      const id = Buffer.from(String(i).padStart(16, '0')).toString('base64url');
      return Object.fromEntries(Object.entries({ ...facts[4], id }).filter(([name]) => name !== 'mask'));
    });
    const log = await aLog([...facts.slice(0, 4), ...(permits as Entry[])]);
    const run = await replay(log);
    const lines = mismatchesOf(run);
    expect([run.exitCode, lines.length, lines[0]?.startsWith('mismatch 4 ')]).toEqual([1, 20, true]);
    expect(run.output).toContain('and 280 more mismatches\nreplay wrong, 300 decisions recomputed, 300 mismatches');
    expect(JSON.parse((await replay(log, '--json')).output)).toMatchObject({ more: 280, mismatches: { length: 20 } });
  });
});

describe('a log that cannot be replayed to its end', () => {
  it('cannot be told when a table is missing', async () => {
    const worked = await workedEntries();
    for (const tables of [[FIRST_TABLES], [LATER_TABLES], []]) {
      const log = await aLog(worked, tables);
      expect((await verify(log)).exitCode).toBe(0);
      const missing = hashText(tables.includes(FIRST_TABLES) ? LATER_TABLES : FIRST_TABLES);
      expect(await replay(log)).toMatchObject({ exitCode: 3, output: `cannot tell: table/${missing}: the file is missing` });
    }
    expect((await replay(await aLog(worked.slice(0, 25), [FIRST_TABLES]))).exitCode).toBe(0);
  });

  it('is wrong when a table is another one', async () => {
    const log = await aLog(await workedEntries());
    await writeFile(join(log.folder, `table/${hashText(FIRST_TABLES)}`), LATER_TABLES);
    expect(await replay(log)).toMatchObject({ exitCode: 1, output: expect.stringContaining('wrong: table/') });
  });

  it('is unknown when its rules are of later', async () => {
    expect(await replay(await bent(25, { rules: 2 }))).toMatchObject({
      exitCode: 4,
      output: 'cannot tell: entry 25: rules 2 are not known to this program',
    });
    expect((await replay(await bent(0, { rules: 9 }), '--json')).exitCode).toBe(4);
  });

  it('is unknown when a kind is of later', async () => {
    expect((await replay(await bent(29, { k: 'case.closed' }))).exitCode).toBe(4);
  });

  it('is wrong all the same when a decision before that is', async () => {
    const entries = await workedEntries();
    const denial = { ...entries[18], why: ['GRANT_SUSPENDED'] } as Entry;
    const run = await replay(await aLog(entries.with(18, denial), [FIRST_TABLES]));
    expect([run.exitCode, mismatchesOf(run).length]).toEqual([1, 1]);
    expect(run.output).toContain(
      `replayed no further than table/${hashText(LATER_TABLES)}: the file is missing\nreplay wrong, 6 d`,
    );
  });

  it('is refused with the place when its bytes are wrong, as verify does', async () => {
    const log = await aLog(await workedEntries());
    const bytes = await readFile(join(log.folder, 'tile/entries/000.p/34'));
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    await writeFile(join(log.folder, 'tile/entries/000.p/34'), bytes);
    expect(await replay(log)).toMatchObject({ exitCode: 1, output: expect.stringContaining('wrong: tile/0/000.p/34') });
  });

  it('is no log at all: one sentence', async () => {
    expect(await shutong('replay', 'nowhere', '--vkey', 'k')).toMatchObject({
      exitCode: 2,
      complaints: expect.stringContaining('nowhere'),
    });
    expect(await shutong('replay')).toMatchObject({ exitCode: 2, complaints: expect.stringContaining('DIR|URL') });
  });
});

describe('a log served over HTTP', () => {
  let log: BuiltLog;
  let server: Server;
  let url: string;
  let home: string;

  beforeEach(async () => {
    log = await aLog(await workedEntries());
    home = await mkdtemp(join(tmpdir(), 'mirror-'));
    await writeFile(join(home, 'token'), 'reader\n');
    server = createServer((request, response) => {
      const isPublic = request.url === '/checkpoint' || request.url?.startsWith('/table/') === true;
      if (!isPublic && request.headers.authorization !== 'Bearer reader') return void response.writeHead(401).end();
      void new LogFolder(log.folder).read((request.url ?? '/').slice(1)).then((bytes) => {
        response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(home, { recursive: true });
  });

  const mirror = (): Promise<Run> =>
    shutong('log', 'mirror', url, join(home, 'log'), '--vkey', log.vkey, '--token-file', join(home, 'token'));
  const replayMirror = (): Promise<Run> => shutong('replay', join(home, 'log'), '--vkey', log.vkey);

  it('is replayed from there', async () => {
    const run = await shutong('replay', url, '--vkey', log.vkey, '--token-file', join(home, 'token'));
    expect([run.exitCode, run.output.split('\n').at(-1)]).toEqual([0, 'result ok']);
  });

  it('can be mirrored with its tables, and replayed offline', async () => {
    expect((await mirror()).exitCode).toBe(0);
    expect((await replayMirror()).output).toContain(`0 mismatches, state ${STATE}`);
  });

  it('is mirrored without a table that it has lost, which is told, and added when it is back', async () => {
    const table = join(log.folder, `table/${hashText(LATER_TABLES)}`);
    await rm(table);
    const partial = await mirror();
    expect([partial.exitCode, partial.complaints]).toEqual([
      0,
      expect.stringContaining(`does not serve table/${hashText(LATER_TABLES)}`),
    ]);
    expect((await replayMirror()).exitCode).toBe(3);
    await writeFile(table, LATER_TABLES);
    await mirror();
    expect((await replayMirror()).exitCode).toBe(0);
  });

  it('is not mirrored with a table that is another one', async () => {
    await writeFile(join(log.folder, `table/${hashText(LATER_TABLES)}`), FIRST_TABLES);
    expect(await mirror()).toMatchObject({ exitCode: 1, output: expect.stringContaining('not mirrored: table/') });
    expect((await replayMirror()).exitCode).toBe(3);
  });
});

it('cannot replay the published vectors, whose tables stand for files that are not there', async () => {
  const { folder, remove } = await aCopyOf('kinds');
  const run = await shutong('replay', folder, '--policy', join(folder, 'policy'));
  await remove();
  expect([run.exitCode, run.output]).toEqual([3, expect.stringContaining('table/')]);
});
