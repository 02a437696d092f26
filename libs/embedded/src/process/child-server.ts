import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Account } from './account.js';

export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly account: Account | undefined;
  /** Gets what the server prints; the file of the run before is kept as `<logFile>.1`. */
  readonly logFile: string;
  readonly pidFile: string;
  /** Asks for a clean stop. */
  readonly stopSignal: NodeJS.Signals;
}

const CLEAN_STOP_MS = 20_000;

/** A server as a child process with a pid file, so that a later start finds it should this process be killed. */
export class ChildServer {
  /** Resolves when the process is gone, with how it ended; never rejects. */
  readonly ended: Promise<string>;
  private endedWith: string | undefined;
  private isStopping = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly command: ServerCommand,
  ) {
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.endedWith = how;
        forgetPid(command.pidFile, child.pid);
        resolve(how);
      };
      child.once('error', (error) => {
        end(error.message);
      });
      child.once('exit', (code, signal) => {
        end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
      });
    });
  }

  static start(command: ServerCommand): ChildServer {
    const log = openLog(command.logFile);
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env,
      stdio: ['ignore', log, log],
      // Its own session: Ctrl-C in the terminal must reach the node first, which stops its servers last.
      detached: true,
      ...command.account,
    });
    closeSync(log);
    if (child.pid !== undefined) writeFileSync(command.pidFile, `${String(child.pid)}\n`);
    return new ChildServer(child, command);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.endedWith !== undefined;
  }

  /** Calls back if the process ends although nobody called `stop`. */
  onDeath(hear: (how: string) => void): void {
    void this.ended.then((how) => {
      if (!this.isStopping) hear(how);
    });
  }

  /** Asks for a clean stop, kills after 20 s, resolves when the process is gone. Repeatable. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.hasEnded) return;
    this.child.kill(this.command.stopSignal);
    const killing = setTimeout(() => this.child.kill('SIGKILL'), CLEAN_STOP_MS);
    await this.ended;
    clearTimeout(killing);
  }
}

function openLog(file: string): number {
  try {
    renameSync(file, `${file}.1`);
  } catch {
    // The first run has no log to keep.
  }
  return openSync(file, 'w', 0o600);
}

/** A later start may have written its own already. */
function forgetPid(file: string, pid: number | undefined): void {
  try {
    if (readFileSync(file, 'utf8').trim() === String(pid)) rmSync(file);
  } catch {
    // Nobody wrote one, or it was removed with its folder.
  }
}
