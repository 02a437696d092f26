/** Epoch milliseconds, UTC. An argument everywhere, so that decisions and tests name their own time. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
