import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from './start-failure.js';

const POLL_MS = 50;

/** Asks until the answer is 200. Throws `StartFailure` with the last answer after `patienceMs`. */
export async function awaitOk(url: string, patienceMs: number, token?: string): Promise<void> {
  const until = performance.now() + patienceMs;
  let last = 'no answer';
  for (;;) {
    try {
      const response = await fetch(url, {
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
        signal: AbortSignal.timeout(5000),
      });
      const text = await response.text();
      if (response.status === 200) return;
      last = `${String(response.status)} ${text.slice(0, 200)}`;
    } catch {
      // Not listening yet.
    }
    if (performance.now() > until)
      throw new StartFailure(1, `${url} was not ready within ${String(patienceMs / 1000)} s: ${last}`);
    await pause(POLL_MS);
  }
}
