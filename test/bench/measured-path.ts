import { type Target } from './load/http-connection.js';
import type { NamedProcess } from './machine/processor-time.js';

/** A way to the row that is measured: started, asked over HTTP, paused while another one is measured. */
export interface MeasuredPath {
  readonly name: 'governed' | 'nest-rpc';
  readonly target: Target;
  readonly path: string;
  /** Bearer tokens for the clients in turn: a gateway limits each system's rate. */
  readonly tokens: readonly string[];
  /** For the processor time. */
  readonly processes: readonly NamedProcess[];
  pause(): void;
  resume(): void;
}

export function targetOf(url: string): Target {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}
