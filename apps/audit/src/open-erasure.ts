import { systemClock, systemRandomness } from '@shutong/kernel';
import { ConfigError } from '@shutong/platform';
import { openPool } from '@shutong/store';
import { Directory, loadJwk, loadSigningKey, OpeningSealer, type SigningKey } from '@shutong/trust';
import { GatewayAccessBook, type Officer } from './adapters/http/gateway-access-book.js';
import { PgLogRecords } from './adapters/pg/pg-log-records.js';
import { PgOpeningEraser } from './adapters/pg/pg-opening-eraser.js';
import { PgOpenings } from './adapters/pg/pg-openings.js';
import { EraseOpenings } from './application/erase-openings.js';
import { FindOpenings } from './application/find-openings.js';
import { OpeningReader } from './application/opening-reader.js';
import type { EraseConfig } from './erase-config.js';

/** A key destroyed means one scan of all openings. */
const PATIENCE = { connectMs: 3000, statementMs: 300_000, lockMs: 5000, idleInTransactionMs: 5000 };

export interface Erasure {
  readonly erase: EraseOpenings;
  findFor(officer: Officer): FindOpenings;
  close(): Promise<void>;
}

interface OwnFiles {
  readonly directory: Directory;
  readonly audit: Awaited<ReturnType<typeof loadJwk>>;
  readonly signKey: SigningKey;
}

/** Throws `ConfigError` with the sentence of whatever is missing or open to others. */
export async function openErasure(config: EraseConfig): Promise<Erasure> {
  const { directory, audit, signKey } = await ownFiles(config);
  const { epoch } = directory;
  const options = { application: `${config.code}-erase`, connections: 1, patience: PATIENCE, hot: false };
  // One piece of work: what a lost connection breaks says so itself.
  const pool = await openPool(config.postgres, options, () => undefined);
  const records = new PgLogRecords(pool, epoch);
  const openings = new PgOpenings(pool);
  const reader = new OpeningReader(openings, audit);
  const findFor = (officer: Officer): FindOpenings => {
    const book = new GatewayAccessBook({
      gateway: config.gateway,
      officer,
      key: signKey,
      openings: new OpeningSealer(directory.audit, systemClock, systemRandomness),
      shard: config.shard,
      epoch,
      clock: systemClock,
      randomness: systemRandomness,
    });
    return new FindOpenings(records, openings, reader, book, epoch);
  };
  return {
    erase: new EraseOpenings(records, openings, new PgOpeningEraser(pool), reader, epoch, systemRandomness),
    findFor,
    close: () => pool.end(),
  };
}

async function ownFiles({ directory, auditKey, signKey }: EraseConfig): Promise<OwnFiles> {
  try {
    return {
      directory: await Directory.load(directory),
      audit: await loadJwk(auditKey),
      signKey: await loadSigningKey(signKey),
    };
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'The files of the audit cannot be read.');
  }
}
