import type { PostgresAddress } from '@shutong/embedded';
import { readSecretFile } from '@shutong/store';
import type { NodeHome } from '../node-home.js';
import { OPENING_ERASER, passwordFile } from './database-roles.js';
import { makeRole, withSession } from './make-databases.js';

/** What has to be read to erase, and the two functions that look into the log before they take anything away. */
const RIGHTS = [
  'grant usage on schema notary to @',
  'grant select on notary.checkpoint, notary.entry, notary.opening_in, notary.opening_key to @',
  'grant execute on function notary.erase_opening, notary.destroy_unused_keys to @',
] as const;

/**
 * Makes the role that may erase openings. Its rights are named one by one, by the owner, once its migrations have run: default
 * privileges on functions would hand out every later function as well.
 */
export async function letErase(home: NodeHome, server: PostgresAddress): Promise<void> {
  await withSession(server, 'postgres', async (session) => {
    await makeRole(session, home, OPENING_ERASER);
    await session.query(`grant connect on database shutong to ${session.escapeIdentifier(OPENING_ERASER)}`);
  });
  const password = await readSecretFile(passwordFile(home, 'notary'));
  await withSession({ ...server, user: 'notary', password }, 'shutong', async (session) => {
    for (const right of RIGHTS) await session.query(right.replace('@', session.escapeIdentifier(OPENING_ERASER)));
  });
}
