import { toInstant } from '@shutong/kernel';
import type pg from 'pg';
import { OutboxKeeper } from '../../application/history.port.js';

const PURGE = `delete from notary.outbox where epoch = $1 and idx < $2 and deadline < $3::timestamptz - interval '1 minute'`;

export class PgOutboxKeeper extends OutboxKeeper {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  override async purge(epoch: string, confirmed: number, now: number): Promise<void> {
    await this.pool.query(PURGE, [epoch, confirmed, toInstant(now)]);
  }
}
