/** Waits that many milliseconds; an argument, so that tests own the time. */
export type Pause = (ms: number) => Promise<unknown>;
