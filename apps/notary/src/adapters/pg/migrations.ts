import { readMigrations, type Migration } from '@shutong/store';

/** The schema all statements of this folder are written for. */
export const SCHEMA = 'notary';

export function notaryMigrations(): Promise<readonly Migration[]> {
  return readMigrations(new URL('../../../sql/', import.meta.url));
}
