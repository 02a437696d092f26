import { type DynamicModule, Module } from '@nestjs/common';
import type { Clock } from '@shutong/kernel';
import { type Health, OperationsModule } from '@shutong/platform';
import type { Registry } from 'prom-client';
import { CLOCK, SubmissionsController } from './adapters/kafka/submissions.controller.js';
import { SubmissionQueue } from './application/submission-queue.js';

@Module({})
export class NotaryModule {
  static of(parts: {
    readonly queue: SubmissionQueue;
    readonly health: Health;
    readonly registry: Registry;
    readonly clock: Clock;
  }): DynamicModule {
    return {
      module: NotaryModule,
      imports: [OperationsModule.of(parts.health, parts.registry)],
      controllers: [SubmissionsController],
      providers: [
        { provide: SubmissionQueue, useValue: parts.queue },
        { provide: CLOCK, useValue: parts.clock },
      ],
    };
  }
}
