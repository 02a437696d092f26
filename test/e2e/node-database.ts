import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { NodeUnderTest } from './a-node.js';

/** A superuser's session on the node's PostgreSQL, in its own database unless another is named, closed again whatever happens. */
export async function asSuperuser<T>(
  { dataDir }: NodeUnderTest,
  work: (session: pg.Client) => Promise<T>,
  database = 'shutong',
): Promise<T> {
  const { postgres } = JSON.parse(await readFile(join(dataDir, 'config', 'notary-s0.json'), 'utf8')) as {
    readonly postgres: { readonly host: string; readonly port: number };
  };
  const password = (await readFile(join(dataDir, 'postgres', 'password'), 'utf8')).trim();
  const { host, port } = postgres;
  const session = new pg.Client({ host, port, user: 'postgres', password, database });
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}
