import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 50;

/** Asks again until the answer is there; a condition that does not come true within the deadline fails the test. */
export async function eventually<T>(look: () => Promise<T | undefined>, deadlineMs = 15_000): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`nothing after ${String(deadlineMs)} ms`);
    await pause(POLL_MS);
  }
}
