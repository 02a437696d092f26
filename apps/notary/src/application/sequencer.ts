import type { Clock } from '@shutong/kernel';
import { type Admission, admit } from './admit.js';
import type { Batch } from './batch.js';
import type { BatchRunner } from './batch-runner.js';
import { ClockWrong } from './clock-check.js';
import type { Graveyard } from './graveyard.js';
import { CommittedUnsent, HeadMoved, LedgerUnavailable } from './ledger.port.js';
import type { Mailroom } from './mailroom.js';
import type { ReadRecord } from './read-record.js';
import type { SubmissionQueue } from './submission-queue.js';

/** How long the notary holds its breath before it tries again with a wrong clock or without a broker. */
const PAUSE_MS = 500;

/**
 * The one writer of the log: takes what waits, decides it, appends it, sends what follows; the next batch starts when the last is committed.
 * `run` rejects when the notary must end: it cannot know any more whether memory and database agree.
 */
export class Sequencer {
  private stopping = false;

  constructor(
    private readonly queue: SubmissionQueue,
    private readonly runner: BatchRunner,
    private readonly graveyard: Graveyard,
    private readonly mailroom: Mailroom,
    private readonly clock: Clock,
    /** Called with the reason while decisions are refused, with `undefined` once one is made. */
    private readonly onDeciding: (why: string | undefined) => void,
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
    this.graveyard.close();
  }

  private async take(records: readonly ReadRecord[]): Promise<void> {
    const rules = this.runner.admissionRules(this.clock.now());
    const admissions = records.map((record) => admit(record, rules));
    await this.graveyard.bury(admissions.flatMap((admission) => admission.dead));
    const batch = batchOf(records, admissions, this.runner.nextOffset);
    const first = await this.tryTo(batch);
    if (first === undefined) return;
    const failure = await this.tryTo(batch);
    if (failure !== undefined && batch.submissions.length === 0) throw failure;
    if (failure !== undefined) await this.oneByOne(batch);
  }

  /** The failure of a batch whose own rows were at fault; every other failure ends the run. */
  private async tryTo(batch: Batch): Promise<Error | undefined> {
    for (;;) {
      try {
        await this.runner.run(batch);
        this.onDeciding(undefined);
        return undefined;
      } catch (error) {
        if (error instanceof HeadMoved || error instanceof LedgerUnavailable || error instanceof CommittedUnsent) throw error;
        if (!(error instanceof ClockWrong))
          return error instanceof Error ? error : new Error('the batch failed', { cause: error });
        this.onDeciding(error.message);
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
      await this.graveyard.bury([
        { ...submission.from, code: 'INTERNAL', by, id: submission.header.id, value: Buffer.from(submission.h) },
      ]);
      const replyTo = 'replyTo' in submission.header ? submission.header.replyTo : undefined;
      const told = {
        party: submission.party,
        id: submission.header.id,
        d: submission.d,
        code: 'INTERNAL',
        ...(replyTo === undefined ? {} : { replyTo }),
      } as const;
      await this.runner.run({ ...alone, submissions: [], refused: [told] });
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function batchOf(records: readonly ReadRecord[], admissions: readonly Admission[], from: bigint): Batch {
  const last = records.at(-1);
  return {
    own: () => [],
    submissions: admissions.flatMap((admission) => admission.submissions),
    refused: admissions.flatMap((admission) => admission.refused),
    openingKeys: admissions.flatMap((admission) => admission.openingKeys),
    arrivedAt: Math.min(...records.map((record) => record.arrivedAt)),
    offset: { from, to: last === undefined ? from : last.offset + 1n },
  };
}
