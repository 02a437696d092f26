import { READ_MS, SourceFailure } from '../application/source.port.js';
import { Unreadable } from './unreadable.js';

/** Runs one read of a source for `READ_MS` at most; when it is over, however it ends, the signal ends what it began. Throws `SourceFailure`. */
export async function withinReadTime<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = new SourceFailure('SOURCE_TIMEOUT', new Unreadable(`The source took longer than ${String(READ_MS)} ms.`));
  const timer = setTimeout(() => ended.abort(late), READ_MS);
  try {
    // Raced, not only signalled: what waits for a shared file or a turn must not hold the read past its time.
    return await Promise.race([read(ended.signal), whenEnded(ended.signal)]);
  } catch (error) {
    throw error instanceof SourceFailure ? error : new SourceFailure('SOURCE_DOWN', error);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

function whenEnded(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
