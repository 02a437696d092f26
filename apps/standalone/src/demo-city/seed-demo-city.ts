import { sqlFile } from '@shutong/store';
import type { ClientBase } from 'pg';
import type { Resident } from './resident.js';
import { residentsOf } from './residents-of.js';

const REGISTER = sqlFile(import.meta.url, '../../sql/demo-city/register.sql');
const INSERT = sqlFile(import.meta.url, '../../sql/demo-city/insert-residents.sql');

/** 500 rows a statement already reach the plateau of 31–63 thousand rows a second (stack notes §8); larger ones only delay news. */
const ROWS_A_STATEMENT = 2000;

export interface SeedOptions {
  /** Rows wanted, at least 5. */
  readonly residents: number;
  /** An existing role, the connector's: it may read the register and nothing else. */
  readonly reader: string;
  readonly onProgress?: (loaded: number, total: number) => void;
}

/**
 * Fills the demonstration department's register, as its owner. All or nothing, and without effect when the wanted number of
 * rows is there: a second start keeps them.
 */
export async function seedDemoCity(client: ClientBase, options: SeedOptions): Promise<{ readonly loaded: boolean }> {
  await client.query('begin');
  try {
    await client.query(REGISTER);
    await grantReading(client, options.reader);
    const loaded = (await countRows(client)) !== options.residents;
    if (loaded) await reload(client, options);
    await client.query('commit');
    // Without fresh statistics the first reads of a new register scan it.
    if (loaded) await client.query('analyze register.resident');
    return { loaded };
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function grantReading(client: ClientBase, reader: string): Promise<void> {
  const role = client.escapeIdentifier(reader);
  await client.query(`grant usage on schema register to ${role}`);
  await client.query(`grant select on register.resident to ${role}`);
}

async function countRows(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from register.resident');
  return rows[0]?.count ?? 0;
}

async function reload(client: ClientBase, { residents, onProgress }: SeedOptions): Promise<void> {
  await client.query('truncate register.resident');
  let loaded = 0;
  let batch: Resident[] = [];
  const flush = async (): Promise<void> => {
    await client.query({ name: 'insert-residents', text: INSERT, values: columnsOf(batch) });
    loaded += batch.length;
    batch = [];
    onProgress?.(loaded, residents);
  };
  for (const resident of residentsOf(residents)) {
    batch.push(resident);
    if (batch.length === ROWS_A_STATEMENT) await flush();
  }
  if (batch.length > 0) await flush();
}

function columnsOf(residents: readonly Resident[]): unknown[][] {
  return [
    residents.map((resident) => resident.idNo),
    residents.map((resident) => resident.name),
    residents.map((resident) => resident.sex),
    residents.map((resident) => resident.ethnicity),
    residents.map((resident) => resident.birthDate),
    residents.map((resident) => resident.domicileRegion),
    residents.map((resident) => resident.domicileAddr),
    residents.map((resident) => resident.householdNo),
    residents.map((resident) => resident.relationToHead),
    residents.map((resident) => resident.deathMark),
    residents.map((resident) => resident.deregisteredOn ?? null),
  ];
}
