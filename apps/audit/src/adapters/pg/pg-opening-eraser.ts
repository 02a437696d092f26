import { sha256 } from '@shutong/kernel';
import { sqlFile } from '@shutong/store';
import type pg from 'pg';
import { type ErasurePlace, type OpeningChange, OpeningEraser } from '../../application/openings.port.js';

const ERASE = sqlFile(import.meta.url, '../../../sql/erase-openings.sql');
const DESTROY_KEYS = 'select notary.destroy_unused_keys($1, $2) as destroyed';

/** Erases through the functions of 0003-erase-openings.sql: the role behind the pool may change nothing by itself. */
export class PgOpeningEraser extends OpeningEraser {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  override async erase(epoch: string, by: ErasurePlace, changes: readonly OpeningChange[]): Promise<ReadonlySet<number>> {
    const answer = await this.pool.query<{ idx: number }>(ERASE, [
      epoch,
      by.epoch,
      by.index,
      changes.map(({ index }) => index),
      changes.map(({ was }) => Buffer.from(sha256(was))),
      changes.map(({ rest = '' }) => Buffer.from(rest)),
    ]);
    return new Set(answer.rows.map(({ idx }) => idx));
  }

  override async destroyUnusedKeys(by: ErasurePlace): Promise<number> {
    const answer = await this.pool.query<{ destroyed: number }>(DESTROY_KEYS, [by.epoch, by.index]);
    return answer.rows[0]?.destroyed ?? 0;
  }
}
