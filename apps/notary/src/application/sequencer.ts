import type { Clock } from '@shutong/kernel';
import { type Admission, admit } from './admit.js';
import type { Batch } from './batch.js';
import type { BatchRunner } from './batch-runner.js';
import { ClockWrong } from './clock-check.js';
import type { Courier } from './courier.port.js';
import { HeadMoved, LedgerUnavailable } from './ledger.port.js';
import type { Mailroom } from './mailroom.js';
import type { DeadDraft } from './outgoing.js';
import type { ReadRecord } from './read-record.js';
import type { SubmissionQueue } from './submission-queue.js';

/** How long the notary holds its breath before it tries again with a wrong clock or without a broker. */
const PAUSE_MS = 500;

export interface SequencerEvents {
  /** Decisions are refused (`why`), or made again (`undefined`). */
  readonly onDeciding: (why: string | undefined) => void;
  readonly onDead: (dead: DeadDraft) => void;
}

/**
 * The one writer of the log: takes what waits, decides it, appends it, sends what follows; the next batch starts when the last is committed.
 * `run` rejects when the notary must end: it cannot know any more whether memory and database agree.
 */
export class Sequencer {
  private stopping = false;

  constructor(
    private readonly queue: SubmissionQueue,
    private readonly runner: BatchRunner,
    private readonly courier: Courier,
    private readonly mailroom: Mailroom,
    private readonly clock: Clock,
    private readonly events: SequencerEvents,
  ) {}

  async run(): Promise<void> {
    while (!this.stopping) {
      const records = await this.queue.next();
      if (records.length === 0) return;
      await this.mailroom.room();
      await this.take(records);
    }
  }

  /** The batch at work is finished, no other is begun. */
  stop(): void {
    this.stopping = true;
    this.queue.close();
  }

  private async take(records: readonly ReadRecord[]): Promise<void> {
    const rules = this.runner.admissionRules(this.clock.now());
    const admissions = records.map((record) => admit(record, rules));
    await this.bury(admissions.flatMap((admission) => admission.dead));
    const batch = batchOf(records, admissions, this.runner.nextOffset);
    const failure = (await this.tryTo(batch)) ?? (await this.tryTo(batch));
    if (failure !== undefined) await this.oneByOne(batch);
  }

  /** The failure of a batch whose own rows were at fault; every other failure ends the run. */
  private async tryTo(batch: Batch): Promise<unknown> {
    for (;;) {
      try {
        await this.runner.run(batch);
        this.events.onDeciding(undefined);
        return undefined;
      } catch (error) {
        if (error instanceof HeadMoved || error instanceof LedgerUnavailable) throw error;
        if (!(error instanceof ClockWrong)) return error;
        this.events.onDeciding(error.message);
        await this.pause();
      }
    }
  }

  /** A batch that failed twice: one submission at a time; what fails alone is dead, and the offset passes with the last (protocol.md §6.12). */
  private async oneByOne(batch: Batch): Promise<void> {
    const last = batch.submissions.length - 1;
    for (const [place, submission] of batch.submissions.entries()) {
      const offset = place === last ? batch.offset : { from: batch.offset.from, to: batch.offset.from };
      const alone = { ...batch, submissions: [submission], refused: place === 0 ? batch.refused : [], offset };
      if ((await this.tryTo(alone)) === undefined) continue;
      const { by } = submission.tick;
      await this.bury([{ ...submission.from, code: 'INTERNAL', by, id: submission.header.id, value: Buffer.from(submission.h) }]);
      const replyTo = 'replyTo' in submission.header ? submission.header.replyTo : undefined;
      const told = { party: submission.party, id: submission.header.id, d: submission.d, code: 'INTERNAL', ...(replyTo === undefined ? {} : { replyTo }) } as const;
      await this.runner.run({ ...alone, submissions: [], refused: [told] });
    }
  }

  /** Dead letters stand before COMMIT, or the offset would pass something that is nowhere. */
  private async bury(dead: readonly DeadDraft[]): Promise<void> {
    if (dead.length === 0) return;
    for (;;) {
      try {
        await this.courier.bury(dead);
        dead.forEach(this.events.onDead);
        return;
      } catch (error) {
        // Kafka is away: what was read stays undecided until it is back.
        if (this.stopping) throw error;
        await this.pause();
      }
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function batchOf(records: readonly ReadRecord[], admissions: readonly Admission[], from: bigint): Batch {
  const last = records.at(-1);
  return {
    submissions: admissions.flatMap((admission) => admission.submissions),
    refused: admissions.flatMap((admission) => admission.refused),
    openingKeys: admissions.flatMap((admission) => admission.openingKeys),
    producedAt: Math.min(...records.map((record) => record.producedAt)),
    offset: { from, to: last === undefined ? from : last.offset + 1n },
  };
}
