import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));

export interface CliResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * Runs the `shutong` command in a process of its own. It gets an empty environment: what it finds true, it finds by the
 * arguments alone.
 */
export async function shutong(args: readonly string[], folder: string): Promise<CliResult> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, output: Buffer.concat(chunks).toString('utf8') };
}
