import { type Target } from './http-connection.js';

/** What the generator is asked to do, as JSON in its first argument. */
export interface LoadPlan {
  readonly target: Target;
  readonly path: string;
  /** Bearer tokens, given to the clients in turn; none for a path that wants none. */
  readonly tokens: readonly string[];
  /** File with a JSON array of request bodies; each request takes one at random. */
  readonly bodiesFile: string;
  /** Closed loop: each client asks again as soon as it is answered. */
  readonly clients: number;
  readonly seconds: number;
  readonly seed: number;
}

/** What it prints: latencies in milliseconds, as a client sees them. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers that were not 200, and connections that broke. */
  readonly errors: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Processor time of the generator itself. */
  readonly cpuMs: number;
}
