import pg from 'pg';
import type { DatabaseTarget } from './database-target.js';
import { connectionConfig, type Patience } from './pool.js';

/** One advisory lock, held as long as its own database session lives. */
export interface SessionLock {
  /** Gives the lock back and ends the session. */
  release(): Promise<void>;
}

/**
 * Takes the advisory lock named `name` in a session of its own; `undefined` when another session holds it.
 * `onLost` is called once if the session ends before `release`: the holder has to stop at once, another may hold the lock by now.
 */
export async function trySessionLock(
  target: DatabaseTarget,
  name: string,
  patience: Patience,
  onLost: (error: Error) => void,
): Promise<SessionLock | undefined> {
  const client = new pg.Client(await connectionConfig(target, name, patience));
  let released = false;
  let reported = false;
  const lost = (error: Error): void => {
    if (released || reported) return;
    reported = true;
    onLost(error);
  };
  client.on('error', lost);
  client.on('end', () => lost(new Error('the session of the lock has ended')));
  await client.connect();
  const answer = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [name]);
  const release = async (): Promise<void> => {
    released = true;
    await client.end();
  };
  if (answer.rows[0]?.held === true) return { release };
  await release();
  return undefined;
}
