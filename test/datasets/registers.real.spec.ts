import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { columnsOfKey, DatasetContract, type Mapping, parseDatasetDocument, parseMapping } from '@shutong/contracts';
import { canonicalJson } from '@shutong/kernel';
import { CodeTable, fixtureRegions, isIdentifierType, validateIdentifier } from '@shutong/standards';
import { PgSource } from '../../apps/connector/src/adapters/pg/pg-source.js';
import type { SourceRow } from '../../apps/connector/src/domain/answer/source-row.js';
import { seedRegisters } from '../../apps/standalone/src/demo-city/index.js';
import { DEPARTMENTS } from '../../apps/standalone/src/demo-node.js';
import { freshDatabase, type FreshDatabase } from '../../libs/store/src/fresh-database.contract.js';

const RESIDENTS = 1500;
const SCHEMAS = new URL('../../schemas/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, SCHEMAS), 'utf8'));

function contractOf(code: string): DatasetContract {
  const document = parseDatasetDocument(canonicalJson(read(`datasets/${code}/document.json`)));
  const contract = document.ok ? DatasetContract.compile(document.value) : document;
  if (!contract.ok) throw new Error(`${code} does not compile`);
  return contract.value;
}

function mappingOf(code: string): Mapping {
  const mapping = parseMapping(read(`datasets/${code}/mapping.json`));
  if (!mapping.ok) throw new Error(`${code}: ${mapping.failure}`);
  return mapping.value;
}

/** Tables that must not be empty in a city of that size, in every dataset's register. */
describe.each(DEPARTMENTS)('The registers of $name', ({ body, datasets }) => {
  let database: FreshDatabase;
  let source: PgSource;
  beforeAll(async () => {
    database = await freshDatabase(`dept_${body}`);
    const client = await database.pool.connect();
    await client.query(`create role ${body}_r_${String(process.pid)}`);
    await seedRegisters(client, { body, residents: RESIDENTS, reader: `${body}_r_${String(process.pid)}` });
    client.release();
    source = await PgSource.open(database.target, () => undefined);
  }, 60_000);
  afterAll(async () => {
    await source.close();
    await database.pool.query(`drop owned by ${body}_r_${String(process.pid)}; drop role ${body}_r_${String(process.pid)}`);
    await database.drop();
  });

  /** Every record of a dataset, found by one of its keys as a query would. */
  const everyRow = async (code: string, key: string): Promise<readonly SourceRow[]> => {
    const mapping = mappingOf(code);
    const [column = ''] = columnsOfKey(mapping.keys[key] ?? '');
    const { schema = '', name = '' } = mapping.table ?? {};
    const { rows } = await database.pool.query<{ value: string | string[] }>(
      `select distinct "${column}" as value from ${schema}.${name} where "${column}" is not null`,
    );
    const values = [...new Set(rows.flatMap(({ value }) => value))];
    return (
      await source.read(
        mapping,
        values.map((value) => ({ [key]: value })),
      )
    ).flat();
  };

  it.each(datasets)('give %s records of its schema, with a region each, by every single key', async (code) => {
    const contract = contractOf(code);
    const mapping = mappingOf(code);
    for (const key of Object.keys(mapping.keys).filter((name) => !['taxYear', 'clearanceCaseNo'].includes(name))) {
      const rows = await everyRow(code, key);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ record }) => !contract.isRecord(record))).toEqual([]);
      if (typeof mapping.rowRegion === 'object') expect(rows.every(({ region }) => /^990\d{3}$/.test(String(region)))).toBe(true);
    }
  });

  it.each(datasets)('give %s right identifiers and codes that are in their tables', async (code) => {
    const { recordSchema } = contractOf(code).document;
    const rows = await everyRow(code, Object.keys(mappingOf(code).keys).find((key) => key !== 'taxYear') ?? '');
    for (const [item, schema] of Object.entries(recordSchema.properties)) {
      const values = new Set(rows.flatMap(({ record }) => (typeof record[item] === 'string' ? [record[item]] : [])));
      const { 'x-identifier': type, 'x-code-table': table } = schema as { 'x-identifier'?: string; 'x-code-table'?: string };
      if (type !== undefined && isIdentifierType(type)) {
        const wrong = [...values].filter((value) => !validateIdentifier(type, value, { regions: fixtureRegions }).ok);
        expect([item, wrong]).toEqual([item, []]);
      }
      const codes = table === undefined ? undefined : CodeTable.parse(read(`tables/${table}.json`));
      if (codes?.ok === true) expect([item, [...values].filter((value) => !codes.value.has(value))]).toEqual([item, []]);
    }
  });

  it('are kept by a second start, and made anew for a city of another size', async () => {
    const client = await database.pool.connect();
    const options = { body, reader: `${body}_r_${String(process.pid)}` };
    expect(await seedRegisters(client, { ...options, residents: RESIDENTS })).toBe(0);
    expect(await seedRegisters(client, { ...options, residents: 100 })).toBeGreaterThan(0);
    client.release();
  });

  it('show the connector what mappings name, and nothing else', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'register'::regnamespace and relkind in ('r', 'v')
       and has_table_privilege($1, oid, 'select')`,
      [`${body}_r_${String(process.pid)}`],
    );
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(datasets.map((code) => mappingOf(code).table?.name)));
  });

  it('may be read by the connector and changed by nobody', async () => {
    const client = await database.pool.connect();
    await client.query(`set role ${body}_r_${String(process.pid)}`);
    const { name = '' } = mappingOf(datasets[0] ?? '').table ?? {};
    expect((await client.query(`select 1 from register.${name} limit 1`)).rowCount).toBe(1);
    await expect(client.query(`delete from register.${name}`)).rejects.toThrow(/permission denied|cannot delete/);
    await expect(client.query('create table register.copy as select 1')).rejects.toThrow('permission denied');
    await client.query('reset role');
    client.release();
  });
});
