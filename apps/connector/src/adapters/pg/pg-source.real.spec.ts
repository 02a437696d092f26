import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { freshDatabase, type FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import {
  COUPLE_MAPPING,
  COUPLES,
  HOUSEHOLD_MAPPING,
  HOUSEHOLDS,
  type PreparedSource,
  sourceContract,
} from '../../application/source.contract.js';
import { SourceFailure } from '../../application/source.port.js';
import { PgSource } from './pg-source.js';

const mapping: Mapping = { ...HOUSEHOLD_MAPPING, table: { schema: 'public', name: 'household' } };

async function householdsIn(database: FreshDatabase): Promise<void> {
  await database.pool.query(
    'create table household (no text not null, member text not null, is_head boolean not null, since date)',
  );
  await database.pool.query('insert into household select * from jsonb_populate_recordset(null::household, $1)', [
    JSON.stringify(HOUSEHOLDS),
  ]);
}

async function couplesIn(database: FreshDatabase): Promise<void> {
  await database.pool.query('create table couple (no text, a text, b text, children text[], region6 text, secret text)');
  await database.pool.query('insert into couple select * from jsonb_populate_recordset(null::couple, $1)', [
    JSON.stringify(COUPLES),
  ]);
}

async function preparedSource(): Promise<PreparedSource> {
  const database = await freshDatabase('source');
  await householdsIn(database);
  await couplesIn(database);
  const source = await PgSource.open(database.target, () => undefined);
  const close = async (): Promise<void> => {
    await source.close();
    await database.drop();
  };
  return { source, households: mapping, couples: { ...COUPLE_MAPPING, table: { schema: 'public', name: 'couple' } }, close };
}

sourceContract(preparedSource);

describe('a PostgreSQL source', () => {
  let database: FreshDatabase;
  let source: PgSource;

  beforeAll(async () => {
    database = await freshDatabase('readonly');
    await householdsIn(database);
    // A trap for writers: any function that writes would run inside the read.
    await database.pool.query(`create function intrude() returns text language plpgsql as $$
      begin insert into household values ('H-evil', 'x', false, null); return 'H-1'; end $$`);
    await database.pool.query('create view trap as select intrude() as no, member, is_head, since from household');
    source = await PgSource.open(database.target, () => undefined);
  });

  afterAll(async () => {
    await source.close();
    await database.drop();
  });

  it('cannot write, whatever its role may do: the session is read-only', async () => {
    const trap = { ...mapping, table: { schema: 'public', name: 'trap' } };
    await expect(source.read(trap, [{ householdNo: 'H-1' }])).rejects.toBeInstanceOf(SourceFailure);
    const { rows } = await database.pool.query('select * from household where no = $1', ['H-evil']);
    expect(rows).toEqual([]);
  });

  it('says that the source is down when a column of the mapping is missing', async () => {
    const wrong = { ...mapping, columns: { ...mapping.columns, since: 'nowhere' } };
    await expect(source.read({ ...wrong, name: 'other' }, [{ householdNo: 'H-1' }])).rejects.toMatchObject({
      code: 'SOURCE_DOWN',
    });
  });
});
