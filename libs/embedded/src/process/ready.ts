import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';
import type { ChildServer } from './child-server.js';

export interface Readiness<T> {
  /** For sentences: `PostgreSQL`. */
  readonly name: string;
  /** Absent for an external server. */
  readonly child?: ChildServer;
  /** Where to look when it fails. */
  readonly where: string;
  /** Asks the server one question over its own protocol; throws while there is no answer. */
  readonly ask: () => Promise<T>;
  readonly patienceMs: number;
}

/** Asks until the server answers: a port that accepts connections is not yet a server that works. */
export async function answerOf<T>(readiness: Readiness<T>): Promise<Result<T, EmbeddedFailure>> {
  const { name, child, where, ask, patienceMs } = readiness;
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return ok(await ask());
    } catch (error) {
      if (child?.hasEnded === true) {
        return failure('SERVER_ENDED', `${name} ended during its start (${await child.ended}): see ${where}.`);
      }
      if (performance.now() > until) {
        const why = error instanceof Error ? error.message : String(error);
        return failure('SERVER_SILENT', `${name} did not answer within ${String(patienceMs / 1000)} s (${why}): see ${where}.`);
      }
    }
    await pause(40);
  }
}
