import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness, toBase64Url } from '@shutong/kernel';
import type { PostgresConfig } from '@shutong/platform';
import type { Postgres } from '@shutong/embedded';
import { DEPARTMENTS, type Department } from '../demo-node.js';
import { type NodeHome, writePrivate } from '../node-home.js';

/** Erases openings, as the log says (let-erase.ts). */
export const OPENING_ERASER = 'opening_eraser';

export interface Database {
  readonly name: string;
  readonly owner: string;
  /** May connect, and read every table that the owner makes when `readsAll`. */
  readonly reader: string;
  readonly readsAll: boolean;
}

/** The node's own database, and those that play the departments': they share a server here and nothing else. */
export const DATABASES: readonly Database[] = [
  { name: 'shutong', owner: 'notary', reader: 'audit_reader', readsAll: true },
  ...DEPARTMENTS.map(databaseOf),
];

export function databaseOf({ body }: Department): Database {
  return { name: `dept_${body}`, owner: `${body}_owner`, reader: `${body}_reader`, readsAll: false };
}

export function passwordFile(home: NodeHome, role: string): string {
  return join(home.secrets, `${role}.password`);
}

/** Makes the passwords that are missing. */
export async function makePasswords(home: NodeHome): Promise<void> {
  for (const role of [...DATABASES.flatMap(({ owner, reader }) => [owner, reader]), OPENING_ERASER] as const) {
    const file = passwordFile(home, role);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) await writePrivate(file, `${toBase64Url(systemRandomness.bytes(24))}\n`);
  }
}

export function databaseConfig(home: NodeHome, server: Postgres, database: string, role: string): PostgresConfig {
  return { host: server.host, port: server.port, database, user: role, passwordFile: passwordFile(home, role) };
}
