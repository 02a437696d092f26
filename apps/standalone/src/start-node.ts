import { setTimeout as pause } from 'node:timers/promises';
import { composeNode } from './compose-node.js';
import { STATE_FOLDERS } from './demo-node.js';
import { claimFolder } from './node-claim.js';
import { makeFolders, nodeHome } from './node-home.js';
import { NodeLife } from './node-life.js';
import type { NodeEnd, NodeOptions, RunningNode } from './node-options.js';
import { StartFailure } from './start-failure.js';

const STOPPED: NodeEnd = { exitCode: 0, sentence: 'stopped' };
const INTERRUPTED = 130;

/** Longest wait, in ms, for a start that was interrupted to see its servers come up, so that they can be stopped. */
const PATIENCE_MS = 10_000;

/**
 * Starts a whole node with the demonstration city: servers, keys, databases, topics, apps, first facts. Throws `StartFailure`, with
 * everything stopped again, when it does not come up or `signal` interrupts it.
 */
export async function startNode(options: NodeOptions, signal?: AbortSignal): Promise<RunningNode> {
  const home = nodeHome(options.dataDir);
  const life = new NodeLife(options.tell);
  await makeFolders(home, STATE_FOLDERS);
  life.add('the claim on the data folder', await claimFolder(home));
  const interrupt = (): void => {
    life.fatal(INTERRUPTED, 'The start was interrupted.');
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  const composing = composeNode(home, life, options);
  try {
    const outcome = await life.unlessDoomed(composing);
    if ('end' in outcome) throw new StartFailure(outcome.end.exitCode, outcome.end.sentence);
    const stop = async (): Promise<void> => void (await life.stop(STOPPED));
    return { nodeFile: home.nodeFile, ...outcome.done, ended: life.ended, stop };
  } catch (error) {
    // Why composing fails once the node is ending no longer matters, only that it is over.
    await Promise.race([composing.catch(() => undefined), pause(PATIENCE_MS, undefined, { ref: false })]);
    await life.stop({ exitCode: 1, sentence: 'The node did not start.' });
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}
