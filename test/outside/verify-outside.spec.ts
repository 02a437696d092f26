import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveStaticLog, type StaticLog } from './static-log.contract.js';

const SCRIPT = fileURLToPath(new URL('./verify-outside.mjs', import.meta.url));
const KINDS = new URL('../vectors/tlog/kinds/', import.meta.url);
const TOKEN = 'reader';

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function verifyOutside(args: readonly string[], path: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [SCRIPT, ...args], { env: { ...process.env, PATH: path } });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('close', (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });
}

/** A `go` whose "built" verifier prints these lines and exits 0, as fsck does whatever it found. */
async function goThatBuilds(folder: string, lines: string): Promise<string> {
  await writeFile(join(folder, 'verifier'), `#!/bin/sh\necho "${lines}" >&2\n`, { mode: 0o755 });
  const go = `#!/bin/sh\nif [ "$1" = build ]; then cp "${join(folder, 'verifier')}" "$3"; fi\n`;
  await writeFile(join(folder, 'go'), go, { mode: 0o755 });
  return [folder, '/bin', '/usr/bin', dirname(process.execPath)].join(delimiter);
}

describe('verify:outside', () => {
  let folder: string;
  let log: StaticLog;
  let named: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outside-'));
    log = await serveStaticLog(KINDS, TOKEN);
    named = ['--url', log.url, '--vkey', await readFile(new URL('log.vkey', KINDS), 'utf8'), '--token', TOKEN];
  });
  afterAll(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });

  it('says in one sentence that Go is missing', async () => {
    const { code, output } = await verifyOutside(named, folder);
    expect([code, output.trim().split('\n').length]).toEqual([2, 1]);
    expect(output).toContain('Go is not installed');
  });

  it('says what to start when there is no node', async () => {
    const { code, output } = await verifyOutside(['--node', join(folder, 'node.json')], folder);
    expect([code, output]).toEqual([2, expect.stringContaining('npm start')]);
  });

  it('refuses arguments it does not know', async () => {
    expect((await verifyOutside(['--lax'], folder)).code).toBe(2);
  });
});

it.each([
  ["I1124 fsck.go:161] Successfully fsck'd log with size 34 and root m5TM= (9b94)", 0, 'size     34\nroot     m5TM='],
  ['E1124 main.go:97] fsck failed: calculated root does not match', 1, 'NOT CONFIRMED'],
])('a verifier that exits 0 is believed by its line only: %s', async (line, code, says) => {
  const folder = await mkdtemp(join(tmpdir(), 'outside-'));
  const outcome = await verifyOutside(['--url', 'http://127.0.0.1:1', '--vkey', 'x'], await goThatBuilds(folder, line));
  await rm(folder, { recursive: true });
  expect([outcome.code, outcome.output]).toEqual([code, expect.stringContaining(says)]);
});
