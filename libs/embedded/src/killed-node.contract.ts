import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Starts a server from a process of its own and kills that process as `kill -9` does, so that the server stays behind. `call` is the
 * start expression on the built library, named `embedded`. Resolves with the pid of the orphan.
 */
export async function orphanedBy(call: string): Promise<number> {
  const script = `
    const embedded = await import('@shutong/embedded');
    const started = await ${call};
    console.log(started.ok ? started.value.pid : JSON.stringify(started.failure));
    setInterval(() => {}, 1000);`;
  const node = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(node.stdout, 'data')) as [Buffer];
  node.kill('SIGKILL');
  await once(node, 'exit');
  const pid = Number(line.toString());
  if (!Number.isSafeInteger(pid)) throw new Error(line.toString());
  return pid;
}
