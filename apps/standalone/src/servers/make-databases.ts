import type { PostgresAddress } from '@shutong/embedded';
import { readSecretFile } from '@shutong/store';
import pg from 'pg';
import type { NodeHome } from '../node-home.js';
import { type Database, DATABASES, makePasswords, passwordFile } from './database-roles.js';

/** Makes roles and databases that are missing, and sets the roles' passwords to those of the files. */
export async function makeDatabases(home: NodeHome, server: PostgresAddress): Promise<void> {
  await makePasswords(home);
  await withSession(server, 'postgres', async (session) => {
    for (const database of DATABASES) {
      await makeRole(session, home, database.owner);
      await makeRole(session, home, database.reader);
      await makeDatabase(session, database);
    }
  });
  for (const database of DATABASES.filter(({ readsAll }) => readsAll)) await letReadAll(home, server, database);
}

/** With the password of its file, and no right to anything. */
export async function makeRole(session: pg.Client, home: NodeHome, role: string): Promise<void> {
  const name = session.escapeIdentifier(role);
  const { rowCount } = await session.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await session.query(`create role ${name}`);
  const password = session.escapeLiteral(await readSecretFile(passwordFile(home, role)));
  await session.query(`alter role ${name} login nosuperuser nocreatedb nocreaterole password ${password}`);
}

async function makeDatabase(session: pg.Client, { name, owner, reader }: Database): Promise<void> {
  const database = session.escapeIdentifier(name);
  const [ownerName, readerName] = [owner, reader].map((role) => session.escapeIdentifier(role));
  const { rowCount } = await session.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) {
    // Outside a superuser's reach only a member may give a database away.
    await session.query(`grant ${ownerName ?? ''} to current_user`);
    await session.query(`create database ${database} owner ${ownerName ?? ''} encoding 'UTF8' template template0`);
  }
  await session.query(`revoke all on database ${database} from public`);
  await session.query(`grant connect on database ${database} to ${ownerName ?? ''}, ${readerName ?? ''}`);
}

/** The owner's migrations run later: what they will make is opened for reading beforehand, by the owner itself. */
async function letReadAll(home: NodeHome, server: PostgresAddress, { name, owner, reader }: Database): Promise<void> {
  const password = await readSecretFile(passwordFile(home, owner));
  await withSession({ ...server, user: owner, password }, name, async (session) => {
    const readerName = session.escapeIdentifier(reader);
    await session.query(`alter default privileges grant usage on schemas to ${readerName}`);
    await session.query(`alter default privileges grant select on tables to ${readerName}`);
  });
}

/** One session, closed again whatever happens. */
export async function withSession<T>(
  address: PostgresAddress,
  database: string,
  work: (session: pg.Client) => Promise<T>,
): Promise<T> {
  const { host, port, user, password } = address;
  const session = new pg.Client({ host, port, user, password, database, connectionTimeoutMillis: 5000 });
  // A connection that ends under a query rejects that query; told here as well, it would end the process.
  session.on('error', () => undefined);
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}
