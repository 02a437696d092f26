import type { DeadDraft } from './outgoing.js';

/** One Kafka record to be. */
export interface Letter {
  readonly topic: string;
  /** Catalogue records only. */
  readonly key?: string;
  readonly schema: 'dispatch' | 'decided' | 'catalogue';
  readonly value: Buffer;
}

/** Brings records to their topics. */
export abstract class Courier {
  /** Resolves once Kafka has acknowledged all of them, however long that takes; rejects only when the notary is stopping. */
  abstract send(letters: readonly Letter[]): Promise<void>;
  /** Resolves once the refused submissions stand in the dead-letter topic. Throws when Kafka cannot be reached. */
  abstract bury(dead: readonly DeadDraft[]): Promise<void>;
}
