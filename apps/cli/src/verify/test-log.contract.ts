import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../commands.js';

const VECTORS = fileURLToPath(new URL('../../../../test/vectors/tlog/', import.meta.url));

export interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly complaints: string;
}

/** Runs a command line as a shell would, and keeps what it wrote. */
export async function shutong(...args: readonly string[]): Promise<Run> {
  const out: string[] = [];
  const progress: string[] = [];
  const terminal = { out: (line: string) => void out.push(line), progress: (line: string) => void progress.push(line) };
  const exitCode = await runCommandLine(args, terminal);
  return { exitCode, output: out.join('\n'), complaints: progress.join('\n') };
}

/** A copy of a worked log, to be bent. */
export async function aCopyOf(
  name: 'example' | 'kinds',
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  await cp(join(VECTORS, name), folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** The receipt of entry 4 of the worked log, with the openings that its gateway would give. */
export async function aReceipt(): Promise<
  Record<string, unknown> & { readonly openings: Record<string, { salt: string; value: unknown }> }
> {
  const read = (path: string): Promise<string> => readFile(join(VECTORS, path), 'utf8');
  const entry = await read('example/entries/4.json');
  const { openings } = JSON.parse(await read('privacy.json')) as {
    openings: readonly { index: number; fields?: Record<string, { salt: string; value: unknown }> }[];
  };
  const opened = openings.find(({ index }) => index === 4)?.fields ?? {};
  const shown = Object.entries(opened).filter(([field]) => ['subject', 'op', 'query', 'case'].includes(field));
  return {
    id: (JSON.parse(entry) as { id: string }).id,
    origin: 'log.shutong.example/370104/s0/2026h2',
    index: 4,
    entry,
    proof: await read('example/proofs/4.tlog-proof'),
    openings: Object.fromEntries(shown.map(([field, { salt, value }]) => [field, { salt, value }])),
  };
}

export async function logKey(): Promise<string> {
  return (await readFile(join(VECTORS, 'example/log.vkey'), 'utf8')).trim();
}
