import { noteSigner } from '@shutong/tlog';
import { loadLogKey } from '@shutong/trust';
import { systemClock } from '@shutong/kernel';
import type { AppContext } from '@shutong/platform';
import { migrate, openPool, type Patience, type SessionLock, trySessionLock } from '@shutong/store';
import type pg from 'pg';
import { notaryMigrations, SCHEMA } from './adapters/pg/migrations.js';
import { PgHistory } from './adapters/pg/pg-history.js';
import { PgLedger } from './adapters/pg/pg-ledger.js';
import { InProcessSigner } from './adapters/signer/in-process-signer.js';
import { MarkFile } from './adapters/signer/mark-file.js';
import { findLog, type FoundLog } from './application/take-over.js';
import { TreeNodes } from './application/tree-nodes.js';
import type { NotaryConfig } from './notary-config.js';

const PATIENCE: Patience = { connectMs: 5000, statementMs: 10_000, lockMs: 5000, idleInTransactionMs: 5000 };
const LOCK_POLL_MS = 300;

/** The log and everything that writes it, taken over from whoever had it before. */
export interface OpenLog {
  readonly pool: pg.Pool;
  readonly lock: SessionLock;
  readonly history: PgHistory;
  readonly ledger: PgLedger;
  readonly nodes: TreeNodes;
  readonly signer: InProcessSigner;
  readonly found: FoundLog;
}

/** Lock first, then head against mark (protocol.md §8). Throws `MustNotStart` when the database went back. */
export async function openLog(config: NotaryConfig, origin: string, context: AppContext): Promise<OpenLog> {
  const options = { application: config.code, connections: 3, patience: PATIENCE, hot: true };
  const pool = await openPool(config.postgres, options, () => context.log.warn({}, 'A connection to PostgreSQL was lost.'));
  const lock = await waitForLock(config, context);
  await migrate(pool, SCHEMA, await notaryMigrations());
  const history = new PgHistory(pool);
  const ledger = new PgLedger(pool);
  const nodes = new TreeNodes(ledger, config.epoch);
  await history.open(config.epoch, origin, systemClock.now());
  const file = new MarkFile(config.markFile);
  const found = await findLog(config.epoch, history, nodes, await file.read());
  if (found.isFirst) await file.write(found.mark);
  const signer = InProcessSigner.behind(found.mark, noteSigner(origin, 1, await loadLogKey(config.logKey)), file);
  return { pool, lock, history, ledger, nodes, signer, found };
}

/** A standby waits here; the session of a killed predecessor ends within moments. */
async function waitForLock(config: NotaryConfig, context: AppContext): Promise<SessionLock> {
  const lost = (): void =>
    context.fatal(1, 'The database session that holds the lock of the log has ended: another notary may write now.');
  for (let tries = 0; ; tries += 1) {
    const lock = await trySessionLock(config.postgres, config.code, PATIENCE, lost);
    if (lock !== undefined) return lock;
    if (tries === 0) context.log.warn({}, 'Another notary holds the lock of this log; waiting.');
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  }
}
