import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { NAMED_RESIDENTS } from './named-residents.js';
import { residentsOf } from './residents-of.js';
import { seedDemoCity } from './seed-demo-city.js';

const server = JSON.parse(process.env['TEST_POSTGRES'] ?? '{}') as pg.ClientConfig;
const name = `dept_ga_${String(process.pid)}`;
const reader = `${name}_reader`;

let client: pg.Client;

beforeAll(async () => {
  await asSuperuser(`create database ${name}`, `create role ${reader} login password 'read-only'`);
  client = new pg.Client({ ...server, database: name });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await asSuperuser(`drop database ${name} with (force)`, `drop role ${reader}`);
});

describe('Seeding the demonstration city', () => {
  it('loads every resident and tells how far it is', async () => {
    const progress: number[] = [];
    const onProgress = (loaded: number): void => void progress.push(loaded);
    expect(await seedDemoCity(client, { residents: 4100, reader, onProgress })).toEqual({ loaded: true });
    expect(progress).toEqual([2000, 4000, 4100]);
    const { rows } = await client.query<{ id_no: string }>('select id_no from register.resident order by id_no');
    expect(rows.map((row) => row.id_no)).toEqual([...residentsOf(4100)].map(({ idNo }) => idNo).toSorted());
  });

  it('keeps the rows of an earlier start, and replaces them when another number is wanted', async () => {
    expect(await seedDemoCity(client, { residents: 4100, reader })).toEqual({ loaded: false });
    expect(await seedDemoCity(client, { residents: 5, reader })).toEqual({ loaded: true });
    const { rows } = await client.query<{ name: string }>('select name from register.resident');
    expect(rows.map((row) => row.name).toSorted()).toEqual(NAMED_RESIDENTS.map((person) => person.name).toSorted());
  });

  it('lets the connector read the register and nothing more', async () => {
    const asReader = new pg.Client({ ...server, database: name, user: reader, password: 'read-only' });
    await asReader.connect();
    const { rows } = await asReader.query('select name from register.resident where id_no = $1', ['990104190001010017']);
    expect(rows).toEqual([{ name: '张测' }]);
    await expect(asReader.query('delete from register.resident')).rejects.toThrow('permission denied');
    await expect(asReader.query('create table register.copy as select 1')).rejects.toThrow('permission denied');
    await asReader.end();
  });
});

async function asSuperuser(...statements: readonly string[]): Promise<void> {
  const admin = new pg.Client({ ...server, database: 'postgres' });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}
