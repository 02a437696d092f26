import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { OpenRequests } from '../application/open-requests.js';
import type { TakeReplies } from '../application/take-replies.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts and times only: no system, no person, no dataset in a label. */
export class GatewayMetrics {
  private readonly queries: Counter<'outcome'>;
  private readonly seconds: Histogram;
  private readonly alarms: Counter<'code'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.queries = new Counter({
      name: 'gateway_queries_total',
      help: 'Queries by outcome code.',
      labelNames: ['outcome'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'gateway_query_seconds',
      help: 'Time from arrival to answer or refusal.',
      buckets: SECONDS,
      registers,
    });
    this.alarms = new Counter({
      name: 'gateway_alarms_total',
      help: 'Verifications that failed, by code.',
      labelNames: ['code'],
      registers,
    });
  }

  asked(outcome: string, ms: number): void {
    this.queries.inc({ outcome });
    this.seconds.observe(ms / 1_000);
  }

  alarm(code: string): void {
    this.alarms.inc({ code });
  }

  /** Open requests and late words, read when metrics are scraped. */
  watch(registry: Registry, open: OpenRequests, replies: TakeReplies): void {
    const registers = [registry];
    new Gauge({
      name: 'gateway_open_requests',
      help: 'Requests whose callers wait.',
      registers,
      collect: function () {
        this.set(open.size);
      },
    });
    new Gauge({
      name: 'gateway_late_words',
      help: 'Decisions and answers nobody waited for.',
      registers,
      collect: function () {
        this.set(replies.late);
      },
    });
  }
}
