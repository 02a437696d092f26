import type { TileId } from '@shutong/tlog';
import type pg from 'pg';
import { type BatchRows, Ledger, type LoadedRows, type LoadRequest } from '../../application/ledger.port.js';
import { appendBatch } from './append-batch.js';
import { asLedgerFailure } from './ledger-failure.js';
import { loadBatch } from './load-batch.js';

const TILE = 'select data from notary.tile where epoch = $1 and level = $2 and n = $3';

export class PgLedger extends Ledger {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  override load(request: LoadRequest): Promise<LoadedRows> {
    return asLedgerFailure(loadBatch(this.pool, request));
  }

  override append(rows: BatchRows): Promise<void> {
    return asLedgerFailure(appendBatch(this.pool, rows));
  }

  override async tile(epoch: string, id: TileId): Promise<Uint8Array> {
    const asked = this.pool.query<{ data: Buffer }>({ name: 'tile', text: TILE, values: [epoch, id.level, id.n] });
    const answer = await asLedgerFailure(asked);
    const row = answer.rows[0];
    if (row === undefined) throw new Error(`the log lacks tile ${id.level}/${id.n}`);
    return row.data;
  }
}
