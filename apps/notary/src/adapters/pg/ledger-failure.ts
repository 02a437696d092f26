import pg from 'pg';
import { HeadMoved, LedgerUnavailable } from '../../application/ledger.port.js';

/** Raised by append_batch when head or offset is not what the caller believes. */
const MOVED = 'SN001';
/** Connection, resources, operator intervention: the database is at fault, not the rows (protocol.md §6.12). */
const DATABASE_AT_FAULT = ['08', '53', '57'];

/** Runs a call and names its failure in the ledger's words; what the rows themselves caused passes through. */
export async function asLedgerFailure<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw new LedgerUnavailable('the database cannot be reached', { cause: error });
    if (error.code === MOVED) throw new HeadMoved(error.message, { cause: error });
    if (DATABASE_AT_FAULT.includes((error.code ?? '').slice(0, 2)))
      throw new LedgerUnavailable('the database gives up', { cause: error });
    throw error;
  }
}
