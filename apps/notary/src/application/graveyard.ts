import type { Courier } from './courier.port.js';
import type { DeadDraft } from './outgoing.js';

/** Pause before Kafka is asked again. */
const PAUSE_MS = 500;

/** Refused submissions. They stand in their topic before the offset passes them, or they would be nowhere (protocol.md §6.12). */
export class Graveyard {
  private stopping = false;

  constructor(
    private readonly courier: Courier,
    private readonly onDead: (dead: DeadDraft) => void,
  ) {}

  /** Resolves once Kafka has them, however long it is away; rejects only when the notary stops. */
  async bury(dead: readonly DeadDraft[]): Promise<void> {
    while (dead.length > 0) {
      try {
        await this.courier.bury(dead);
        dead.forEach(this.onDead);
        return;
      } catch (error) {
        // Kafka is away: what was read stays undecided until it is back.
        if (this.stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  close(): void {
    this.stopping = true;
  }
}
