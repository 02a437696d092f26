import type { Postgres } from '@shutong/embedded';
import { readSecretFile } from '@shutong/store';
import { seedDemoCity } from '../demo-city/index.js';
import type { NodeHome } from '../node-home.js';
import { passwordFile } from './database-roles.js';
import { withSession } from './make-databases.js';

const NEWS_EVERY = 50_000;

/** Fills the demonstration department's register, as its owner would. */
export async function seedDepartment(
  home: NodeHome,
  server: Postgres,
  residents: number,
  tell: (sentence: string) => void,
): Promise<void> {
  const owner = { ...server, user: 'ga_owner', password: await readSecretFile(passwordFile(home, 'ga_owner')) };
  await withSession(owner, 'dept_ga', async (session) => {
    const onProgress = (loaded: number, total: number): void => {
      if (loaded === total || loaded % NEWS_EVERY === 0)
        tell(`Residents in the register of 公安: ${String(loaded)} of ${String(total)}`);
    };
    await seedDemoCity(session, { residents, reader: 'ga_reader', onProgress });
  });
}
