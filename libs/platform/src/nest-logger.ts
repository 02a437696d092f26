import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own words, as lines of our log: warnings and errors only, without stacks. */
export class NestLogger implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(): void {
    // Nest announces every route and module at start; nobody reads that.
  }

  warn(message: unknown): void {
    this.sink.warn({}, String(message));
  }

  error(message: unknown): void {
    this.sink.error({}, String(message).split('\n')[0] ?? 'error');
  }
}
