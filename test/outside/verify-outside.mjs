/**
 * `npm run verify:outside`: a verifier we did not write reads the served log over HTTP, rebuilds the tree from the entries and
 * compares it with every tile and the signed root. Tessera's fsck, pinned in go.mod beside this file.
 *
 *   node test/outside/verify-outside.mjs [--node FILE | --url URL --vkey TEXT [--token TEXT]]
 *
 * Exit codes: 0 the verifier confirms the log; 1 it does not; 2 it could not be asked (no Go, no node, no network).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOOL = 'github.com/transparency-dev/tessera/cmd/fsck';
const MODULE = 'github.com/transparency-dev/tessera';
/** fsck exits 0 on failure too: only this line says that the log is whole. */
const CONFIRMED = /Successfully fsck'd log with size (\d+) and root (\S+)/;
const BUILD_MS = 600_000;
const CHECK_MS = 600_000;

/** Ends the run with exit code 2 and one sentence. */
class CannotAsk extends Error {}

function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a program to its end; its output, both streams in one text. `undefined` when there is no such program. */
function run(command, args, { cwd, timeout }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, signal: AbortSignal.timeout(timeout), stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    // Not spawn's own `timeout`: its timer outlives a program that could not be started.
    child.once('error', (error) =>
      resolve(error.code === 'ENOENT' ? undefined : { code: null, output: Buffer.concat(output).toString() }),
    );
    child.once('close', (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });
}

async function logToVerify(values) {
  if (values.url !== undefined && values.vkey !== undefined) return { url: values.url, vkey: values.vkey, token: values.token };
  if (values.url !== undefined || values.vkey !== undefined) throw new CannotAsk('Give --url and --vkey together, or neither.');
  const path = values.node ?? join(ROOT, '.data/node.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')).log;
  } catch {
    throw new CannotAsk(
      `Cannot read ${path}: start the node with "npm start" first, or name a log with --url, --vkey and --token.`,
    );
  }
}

/** Into a folder that is thrown away: Go's own cache makes the second build a matter of a second. */
async function buildVerifier(folder) {
  if ((await run('go', ['version'], { timeout: BUILD_MS })) === undefined) {
    throw new CannotAsk('Go is not installed: install Go 1.24 or newer (go.dev/dl) to have an outside program verify the log.');
  }
  const binary = join(folder, 'fsck');
  say('Building the outside verifier (the first time it is fetched through the Go module proxy) …');
  const built = await run('go', ['build', '-o', binary, TOOL], { cwd: HERE, timeout: BUILD_MS });
  if (built?.code !== 0) throw new CannotAsk(`Go could not build ${TOOL}:\n${built?.output ?? ''}`);
  const traits = await run('go', ['version', '-m', binary], { timeout: BUILD_MS });
  const words = traits?.output.split('\n').map((line) => line.trim().split(/\s+/)) ?? [];
  return { binary, version: words.find(([kind, name]) => kind === 'mod' && name === MODULE)?.[2] ?? 'unknown' };
}

async function check(folder, binary, log) {
  const key = join(folder, 'log.vkey');
  await writeFile(key, log.vkey.trim());
  const token = log.token === undefined ? [] : [`-bearer_token=${log.token}`];
  const args = [
    `-storage_url=${log.url.replace(/\/*$/, '/')}`,
    `-public_key=${key}`,
    '-ui=false',
    '-logtostderr',
    '-N=4',
    ...token,
  ];
  return (await run(binary, args, { timeout: CHECK_MS }))?.output ?? '';
}

async function verify(log, folder) {
  const { binary, version } = await buildVerifier(folder);
  say(`Verifying ${log.url} …`);
  const output = await check(folder, binary, log);
  const [, size, root] = CONFIRMED.exec(output) ?? [];
  say(`tool     Tessera fsck (${TOOL})`);
  say(`version  ${version}`);
  if (size === undefined) {
    say('result   NOT CONFIRMED');
    say(output.trim());
    return 1;
  }
  say(`size     ${size}`);
  say(`root     ${root}`);
  say('result   ok');
  return 0;
}

async function main() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { node: text, url: text, vkey: text, token: text } });
  const log = await logToVerify(values);
  const folder = await mkdtemp(join(tmpdir(), 'outside-'));
  try {
    return await verify(log, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof CannotAsk) && !usage) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
