import type { BatchingProducer, DeadLetters } from '@shutong/bus';
import { Courier, type Letter } from '../../application/courier.port.js';
import type { DeadDraft } from '../../application/outgoing.js';

/** Pause before a send is tried again while Kafka is away. */
const PAUSE_MS = 250;

export class KafkaCourier extends Courier {
  private closed = false;

  constructor(
    private readonly producer: BatchingProducer,
    private readonly letters: DeadLetters,
    private readonly submissions: string,
  ) {
    super();
  }

  /** What may have been sent is sent again: receivers drop ids they know. */
  override async send(letters: readonly Letter[]): Promise<void> {
    for (;;) {
      try {
        await this.producer.send(letters);
        return;
      } catch (error) {
        if (this.closed) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  override bury(dead: readonly DeadDraft[]): Promise<void> {
    return this.letters.put(dead.map((letter) => ({ ...letter, topic: this.submissions })));
  }

  /** A send under way is not tried again; its rows stay in the outbox. */
  close(): void {
    this.closed = true;
  }
}
