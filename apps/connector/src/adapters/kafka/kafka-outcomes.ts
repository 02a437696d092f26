import { type BatchingProducer, NaturalBatch, submissionsTopic } from '@shutong/bus';
import { encodeRecord, type TickItem } from '@shutong/contracts';
import { type Clock, hashText } from '@shutong/kernel';
import { type Log, traitsOfError } from '@shutong/platform';
import { type OpeningSealer, sealTick, type SigningKey } from '@shutong/trust';
import type { Journal } from '../../application/journal.port.js';
import { Outcomes } from '../../application/outcomes.port.js';
import type { Outcome } from '../../domain/journal/outcome.js';
import { committedValues, entrySaltOf, outcomeHeader, type OutcomeDesk } from '../../domain/journal/outcome-header.js';

const MAX_ITEMS = 400;
/** An outcome with header, openings and room for a long list of fields: `h` ≤ 12 kB, `o` below 1 kB. */
const MAX_ITEM_BYTES = 13_500;
const MAX_TICK_BYTES = 580_000;
const REPEAT_AFTER_MS = 5000;
const REPEAT_AT_MOST_AFTER_MS = 60_000;

interface Repetition {
  readonly sentAt: number;
  readonly waitMs: number;
}

/** Outcomes as ticks on the shard's submissions, repeated until the notary acknowledges them (protocol.md §6.1 step 9). */
export class KafkaOutcomes extends Outcomes {
  readonly #sent = new Map<string, Repetition>();
  readonly #batch: NaturalBatch<Outcome>;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly producer: BatchingProducer,
    private readonly key: SigningKey,
    private readonly openings: OpeningSealer,
    private readonly desk: OutcomeDesk,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.#batch = new NaturalBatch<Outcome>({
      send: (outcomes) => this.#produce(outcomes),
      maxInFlight: 2,
      maxItems: MAX_ITEMS,
      maxBytes: MAX_TICK_BYTES,
      bytesOf: (outcome) => (outcome.kind === 'failed' ? 500 : Math.min(MAX_ITEM_BYTES, 1500 + outcome.fields.join().length)),
    });
  }

  /** Submits what a predecessor left unacknowledged, and from now on repeats. */
  start(): void {
    this.submit(this.journal.unacked());
    this.#timer = setInterval(() => this.#repeat(), REPEAT_AFTER_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  override submit(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const before = this.#sent.get(outcome.id);
      const waitMs = before === undefined ? REPEAT_AFTER_MS : Math.min(2 * before.waitMs, REPEAT_AT_MOST_AFTER_MS);
      this.#sent.set(outcome.id, { sentAt: this.clock.now(), waitMs });
      // Not awaited: it stands in the journal and is repeated until it is acknowledged.
      this.#batch.add(outcome).catch((error: unknown) => {
        this.log.warn({ id: outcome.id, ...traitsOfError(error) }, 'An outcome could not be sent; it will be repeated.');
      });
    }
  }

  #repeat(): void {
    const unacked = this.journal.unacked();
    const open = new Set(unacked.map(({ id }) => id));
    for (const id of this.#sent.keys()) if (!open.has(id)) this.#sent.delete(id);
    const now = this.clock.now();
    this.submit(
      unacked.filter(({ id }) => {
        const sent = this.#sent.get(id);
        return sent === undefined || now - sent.sentAt >= sent.waitMs;
      }),
    );
  }

  async #produce(outcomes: readonly Outcome[]): Promise<void> {
    const items = await Promise.all(outcomes.map((outcome) => this.#item(outcome)));
    const okeys = this.openings.okeysDue(items.flatMap(({ o }) => (o === undefined ? [] : [o])));
    const tick = { t: sealTick(this.key, items), items, ...(okeys.length > 0 && { okeys }) };
    await this.producer.send([{ topic: submissionsTopic(this.desk.shard), value: encodeRecord(tick), schema: 'tick' }]);
  }

  async #item(outcome: Outcome): Promise<TickItem> {
    if (outcome.kind === 'failed') return { h: outcomeHeader(outcome, this.desk) };
    const o = await this.openings.seal(outcome.id, entrySaltOf(outcome), committedValues(outcome));
    return { h: outcomeHeader(outcome, this.desk, hashText(o)), o };
  }
}
