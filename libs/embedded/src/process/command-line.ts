import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The command line of a live process; `undefined` when there is none, or only a zombie nobody has collected. */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  const line = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  return line.trim() === '' ? undefined : line;
}

/** `ps` is absent on slim images, and cuts long lines. */
async function fromProc(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${String(pid)}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    // No such process.
    return '';
  }
}

async function fromPs(pid: number): Promise<string> {
  try {
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    // No such process: ps exits 1.
    return '';
  }
}
