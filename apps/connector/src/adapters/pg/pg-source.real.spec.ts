import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { freshDatabase, type FreshDatabase } from '../../../../../libs/store/src/fresh-database.contract.js';
import { HOUSEHOLDS, type PreparedSource, sourceContract } from '../../application/source.contract.js';
import { SourceFailure } from '../../application/source.port.js';
import { PgSource } from './pg-source.js';

const mapping: Mapping = {
  name: 'households',
  dataset: 'D99@1',
  table: { schema: 'public', name: 'household' },
  keys: { householdNo: 'no' },
  columns: { householdNo: 'no', member: 'member', isHead: 'is_head', since: 'since' },
};

async function householdsIn(database: FreshDatabase): Promise<void> {
  await database.pool.query(
    'create table household (no text not null, member text not null, is_head boolean not null, since date)',
  );
  await database.pool.query('insert into household select * from unnest($1::text[], $2::text[], $3::boolean[], $4::date[])', [
    HOUSEHOLDS.map((row) => row.householdNo),
    HOUSEHOLDS.map((row) => row.member),
    HOUSEHOLDS.map((row) => row.isHead),
    HOUSEHOLDS.map((row) => row.since),
  ]);
}

async function preparedSource(): Promise<PreparedSource> {
  const database = await freshDatabase('source');
  await householdsIn(database);
  const source = await PgSource.open(database.target, () => undefined);
  const close = async (): Promise<void> => {
    await source.close();
    await database.drop();
  };
  return { source, mapping, close };
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

describe('a key that stands in several columns, or in a list', () => {
  const couples: Mapping = {
    name: 'couples',
    dataset: 'D98@1',
    table: { schema: 'public', name: 'couple' },
    keys: { idNo: ['a', 'b'], child: { list: 'children' }, no: 'no' },
    columns: { no: 'no', a: 'a', b: 'b' },
    rowRegion: { column: 'region6' },
  };
  let database: FreshDatabase;
  let source: PgSource;
  beforeAll(async () => {
    database = await freshDatabase('couples');
    await database.pool.query('create table couple (no text, a text, b text, children text[], region6 text)');
    await database.pool.query(`insert into couple values ('1', 'P', 'Q', '{X,Y}', '990104'), ('2', 'Q', 'R', '{}', '990102')`);
    source = await PgSource.open(database.target, () => undefined);
  });
  afterAll(async () => {
    await source.close();
    await database.drop();
  });

  const numbers = async (key: string, ...values: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const found = await source.read(
      couples,
      values.map((value) => ({ [key]: value })),
    );
    return found.map((rows) => rows.map(({ record }) => String(record['no'])).toSorted());
  };

  it('finds either party, and one record for two who both ask', async () => {
    expect(await numbers('idNo', 'P', 'Q', 'R', 'S')).toEqual([['1'], ['1', '2'], ['2'], []]);
  });

  it('finds who is in the list', async () => {
    expect(await numbers('child', 'Y', 'Z', 'X')).toEqual([['1'], [], ['1']]);
  });

  it('finds by two keys at once', async () => {
    const found = await source.read(couples, [
      { idNo: 'Q', no: '2' },
      { idNo: 'P', no: '2' },
    ]);
    expect(found.map((rows) => rows.length)).toEqual([1, 0]);
  });

  it('says where a record belongs, beside the record', async () => {
    expect(await source.read(couples, [{ no: '1' }])).toEqual([[{ record: { no: '1', a: 'P', b: 'Q' }, region: '990104' }]]);
  });

  it.each([`{P,Q}`, `P' or 'a'='a`, '%'])('takes %s for a value and nothing else', async (value) => {
    expect([await numbers('idNo', value), await numbers('child', value)]).toEqual([[[]], [[]]]);
  });
});
