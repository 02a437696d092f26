import type { Postgres } from '@shutong/embedded';
import { readSecretFile } from '@shutong/store';
import { seedRegisters } from '../demo-city/index.js';
import { type Department, DEPARTMENTS } from '../demo-node.js';
import type { NodeHome } from '../node-home.js';
import { databaseOf, passwordFile } from './database-roles.js';
import { withSession } from './make-databases.js';

/** Sessions that load at a time: more only take turns on the processor. */
const AT_ONCE = 3;

/** Fills the registers of every department, each as its owner would and each in its own database. */
export async function seedDepartments(
  home: NodeHome,
  server: Postgres,
  residents: number,
  tell: (sentence: string) => void,
): Promise<void> {
  const waiting = [...DEPARTMENTS];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const loaded = await seedDepartment(home, server, next, residents);
      if (loaded > 0) tell(`Registers of ${next.name}: ${String(loaded)} rows`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function seedDepartment(home: NodeHome, server: Postgres, department: Department, residents: number): Promise<number> {
  const { name, owner, reader } = databaseOf(department);
  const password = await readSecretFile(passwordFile(home, owner));
  return withSession({ ...server, user: owner, password }, name, (session) =>
    seedRegisters(session, { body: department.body, residents, reader }),
  );
}
