import { Counter, type Registry } from 'prom-client';

/** Counters of the notary; labels hold codes only. */
export class NotaryMetrics {
  readonly dead: Counter<'code'>;

  constructor(readonly registry: Registry) {
    this.dead = new Counter({
      name: 'shutong_notary_dead_letters_total',
      help: 'Submissions refused to the dead letters, by code.',
      labelNames: ['code'],
      registers: [registry],
    });
  }
}
