import type { Log } from './log.js';

/**
 * Ends the process, or the whole node where apps share one: an app that cannot go on safely says so once and stops serving.
 * Exit code 78 (EX_CONFIG) means that starting again will not help until an operator acts.
 */
export type Fatal = (exitCode: number, sentence: string) => void;

/** What an app gets from whoever starts it. */
export interface AppContext {
  readonly log: Log;
  readonly fatal: Fatal;
}

/** An app that serves. */
export interface RunningApp {
  readonly name: string;
  /** Root of its HTTP listener, without a trailing slash. */
  readonly url: string;
  /** Resolves when nothing of the app is left open. */
  stop(): Promise<void>;
}
