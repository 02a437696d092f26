import 'reflect-metadata';
import { helloFrom } from './hello.js';
import { parseNodeCommand } from './node-command.js';
import { StartFailure } from './start-failure.js';
import { startNode } from './start-node.js';

const tell = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
const interrupted = new AbortController();
const interrupt = (): void => {
  if (interrupted.signal.aborted) return;
  tell('Stopping …');
  interrupted.abort();
};

try {
  const startedAt = performance.now();
  const options = await parseNodeCommand(process.argv.slice(2), tell);
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const node = await startNode(options, interrupted.signal);
  interrupted.signal.addEventListener('abort', () => void node.stop());
  tell(await helloFrom(node, (performance.now() - startedAt) / 1000));
  process.exit((await node.ended).exitCode);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
}
