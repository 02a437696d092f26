import 'reflect-metadata';
import { systemClock } from '@shutong/kernel';
import { type AppContext, Health, type RunningApp, startHttp, traitsOfError } from '@shutong/platform';
import { openPool } from '@shutong/store';
import { Directory, TokenVerifier } from '@shutong/trust';
import { Registry } from 'prom-client';
import { PgLogRecords } from './adapters/pg/pg-log-records.js';
import type { AuditConfig } from './audit-config.js';
import { AuditModule } from './audit.module.js';

const PATIENCE = { connectMs: 3000, statementMs: 5000, lockMs: 1000, idleInTransactionMs: 5000 };
const CONNECTIONS = 4;

/** Starts the read side of the log. Throws when directory, issuer keys or database are not to be had. */
export async function startAudit(config: AuditConfig, { log }: AppContext): Promise<RunningApp> {
  const directory = await Directory.load(config.directory);
  const tokens = await TokenVerifier.load({ ...config.tokens, audience: directory.origin }, systemClock);
  const options = { application: config.code, connections: CONNECTIONS, patience: PATIENCE, hot: true };
  const pool = await openPool(config.postgres, options, (error) =>
    log.warn(traitsOfError(error), 'An idle connection was lost.'),
  );
  const health = new Health(config.code, ['database']);
  const records = new PgLogRecords(pool, directory.epoch);
  try {
    await records.newestHead();
    health.met('database');
    const module = AuditModule.of({ health, registry: new Registry(), records, directory, tokens });
    const { app, url } = await startHttp(module, { listen: config.listen, log });
    const stop = async (): Promise<void> => {
      await app.close();
      await pool.end();
    };
    return { name: config.code, url, stop };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
