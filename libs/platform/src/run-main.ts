import { parseArgs } from 'node:util';
import type { AppContext, RunningApp } from './app-context.js';
import { ConfigError, readConfig } from './config.js';
import { createLog, traitsOfError } from './log.js';

/** What a parent process hears over IPC once the app serves. */
export interface ReadyMessage {
  readonly ready: true;
  readonly url: string;
}

/** The frame of every app's `main.ts`: `--config FILE`, start, tell the parent, stop on SIGTERM or SIGINT. */
export async function runMain<C>(
  name: string,
  configSchema: object,
  start: (config: C, context: AppContext) => Promise<RunningApp>,
): Promise<void> {
  const log = createLog(name);
  let running: RunningApp | undefined;
  let ending = false;
  const end = (exitCode: number, sentence: string): void => {
    if (ending) return;
    ending = true;
    if (exitCode !== 0) log.error({ exitCode }, sentence);
    const stopped = running?.stop() ?? Promise.resolve();
    void stopped
      .catch((error: unknown) => log.error(traitsOfError(error), 'Stopping failed.'))
      .then(() => process.exit(exitCode));
  };
  process.once('SIGTERM', () => end(0, 'stopped'));
  process.once('SIGINT', () => end(0, 'stopped'));
  // A child whose parent is gone would go on unseen.
  process.once('disconnect', () => end(0, 'stopped'));
  try {
    running = await start(await readConfig<C>(configPath(), configSchema), { log, fatal: end });
    process.send?.({ ready: true, url: running.url } satisfies ReadyMessage);
  } catch (error) {
    if (error instanceof ConfigError) end(78, error.message);
    else {
      log.error(traitsOfError(error), 'The app could not start.');
      end(1, 'The app could not start.');
    }
  }
}

function configPath(): string {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  if (values.config === undefined) throw new ConfigError('Name the configuration: --config FILE.');
  return values.config;
}
