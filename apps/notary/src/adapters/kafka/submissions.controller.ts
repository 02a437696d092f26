import type { RecordBatch } from '@shutong/bus';
import type { Clock } from '@shutong/kernel';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { readRecord } from '../../application/read-record.js';
import { SubmissionQueue } from '../../application/submission-queue.js';

/** Token of the clock: an interface leaves no trace at run time. */
export const CLOCK = Symbol('Clock');

/** Takes what Kafka brings and queues it; resolves, and so reads on, when the queue has room. */
@Controller()
export class SubmissionsController {
  constructor(
    @Inject(SubmissionQueue) private readonly queue: SubmissionQueue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @EventPattern('submissions')
  async take(@Payload() batch: RecordBatch): Promise<void> {
    const now = this.clock.now();
    await this.queue.offer(batch.records.map((record) => readRecord(record, now)));
  }
}
