import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ReadyMessage } from '@shutong/platform';
import type { NodeHome } from '../node-home.js';
import type { NodeLife } from '../node-life.js';
import { logFile } from '../part-log.js';
import { StartFailure } from '../start-failure.js';
import type { AppPlan, Launcher } from './launched-app.js';

/** Launches each app as a process of its own from its built `main.js`; one that ends by itself ends the node with its exit code. */
export function launchForked(home: NodeHome, life: NodeLife): Launcher {
  return async (plan) => {
    const child = forkApp(home, plan);
    const exited = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(signal ?? `exit code ${String(code)}`);
      });
    });
    const where = logFile(home, plan.code);
    const ready = await Promise.race([readiness(child), exited]);
    if (typeof ready === 'string')
      throw new StartFailure(child.exitCode ?? 1, `${plan.code} could not start (${ready}): see ${where}.`);
    let isStopping = false;
    void exited.then((how) => {
      if (!isStopping) life.fatal(child.exitCode ?? 1, `${plan.code} ended by itself (${how}): see ${where}.`);
    });
    const stop = async (): Promise<void> => {
      isStopping = true;
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    };
    return { name: plan.role, url: ready.url, stop, ...(child.pid !== undefined && { pid: child.pid }) };
  };
}

function forkApp(home: NodeHome, { role, code, configFile }: AppPlan): ChildProcess {
  const main = fileURLToPath(new URL(`../../../${role}/dist/main.js`, import.meta.url));
  const log = openSync(logFile(home, code), 'a', 0o600);
  // A session of its own: Ctrl-C in the terminal reaches the node, which stops its apps in order. Should the node be killed, the
  // channel closes and the app ends by itself.
  const child = fork(main, ['--config', configFile], { detached: true, execArgv: [], stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  return child;
}

async function readiness(child: ChildProcess): Promise<ReadyMessage> {
  const [message] = (await once(child, 'message')) as [ReadyMessage];
  return message;
}
