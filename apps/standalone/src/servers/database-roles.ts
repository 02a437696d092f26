import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness, toBase64Url } from '@shutong/kernel';
import type { PostgresConfig } from '@shutong/platform';
import type { Postgres } from '@shutong/embedded';
import { type NodeHome, writePrivate } from '../node-home.js';

/** Erases openings, as the log says (let-erase.ts). */
export const OPENING_ERASER = 'opening_eraser';

export type RoleName = 'notary' | 'audit_reader' | typeof OPENING_ERASER | 'ga_owner' | 'ga_reader';
export type DatabaseName = 'shutong' | 'dept_ga';

export interface Database {
  readonly name: DatabaseName;
  readonly owner: RoleName;
  /** May connect, and read every table that the owner makes when `readsAll`. */
  readonly reader: RoleName;
  readonly readsAll: boolean;
}

/** The node's own database, and the one that plays the department's: they share a server here and nothing else. */
export const DATABASES: readonly Database[] = [
  { name: 'shutong', owner: 'notary', reader: 'audit_reader', readsAll: true },
  { name: 'dept_ga', owner: 'ga_owner', reader: 'ga_reader', readsAll: false },
];

export function passwordFile(home: NodeHome, role: RoleName): string {
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

export function databaseConfig(home: NodeHome, server: Postgres, database: DatabaseName, role: RoleName): PostgresConfig {
  return { host: server.host, port: server.port, database, user: role, passwordFile: passwordFile(home, role) };
}
