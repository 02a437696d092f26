import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeRecord, type Mapping } from '@shutong/contracts';
import { fromInstant, systemRandomness } from '@shutong/kernel';
import { GatewaySeals, loadSealingKey } from '@shutong/trust';
import { PUBLISHED, testDepartment, type TestDepartment } from '../../application/test-department.contract.js';
import { type Bend, PERSON, POLICE, TestExchange } from '../../application/test-exchange.contract.js';
import { MappedSource } from '../mapped-source.js';
import { CsvSource } from './csv-source.js';

const START = fromInstant('2026-11-22T08:00:00.000Z') ?? 0;

const MAPPING: Mapping = {
  name: 'D01',
  dataset: 'D01@1',
  csv: { file: 'residents.csv', types: { 死亡标识: 'boolean' } },
  keys: { idNo: '身份证号' },
  columns: { idNo: '身份证号', name: '姓名', householdNo: '户号', deathMark: '死亡标识' },
  rowRegion: { column: '区划' },
  predicates: {
    alive: { kind: 'some', where: [{ item: 'deathMark', is: false }] },
    sameHousehold: { kind: 'sameAs', item: 'householdNo', key: 'idNo', argument: 'idNo2' },
  },
};
const HEADER = '身份证号,姓名,户号,死亡标识,区划,备注\r\n';
const OTHER = '990104190001010025';

describe('a department whose register is a CSV file', () => {
  const clock = { now: () => START };
  let exchange: TestExchange;
  let department: TestDepartment;
  let write: (text: string) => Promise<void>;
  const told: string[] = [];
  beforeEach(async () => {
    told.length = 0;
    exchange = await TestExchange.open(clock);
    const folder = await mkdtemp(join(exchange.home, 'register-'));
    write = async (text) => {
      await writeFile(join(folder, 'export.tmp'), text);
      await rename(join(folder, 'export.tmp'), join(folder, 'residents.csv'));
    };
    const log = { warn: (_fields: object, sentence: string) => void told.push(sentence) };
    const source = new MappedSource({ csv: new CsvSource(folder) }, log);
    const published = { ...PUBLISHED, mapping: MAPPING };
    department = await testDepartment(exchange, clock, () => Promise.resolve(), { source, published });
  });
  afterEach(async () => {
    await department.close();
    await exchange.remove();
  });

  const ask = async (bend: Bend = {}): Promise<unknown> => {
    const from = department.replies.length === 0 ? 0 : exchange.size;
    const batch = exchange.record([exchange.permit(bend)], from);
    const { handled } = await department.take.execute([{ offset: 0n, value: encodeRecord(batch), batch }]);
    await handled;
    const item = department.replies.at(-1)?.item;
    if (item?.status !== 'answered') return item?.why;
    const key = await loadSealingKey(exchange.files.key('gw-1.seal.pem'));
    const seals = new GatewaySeals(key, exchange.directory, clock, systemRandomness);
    const text = seals.openAnswer({ id: item.id, lh: item.lh, dept: POLICE, sealed: item.sealed });
    const { rows, results } = JSON.parse(text.ok ? Buffer.from(text.value).toString() : '{}') as Record<string, unknown>;
    return rows ?? results;
  };

  it('answers with the permitted fields, masked, and nothing that only the file knows', async () => {
    await write(`${HEADER}${PERSON},张测,990104000021,false,990104,备注\r\n${OTHER},李试,990104000021,false,990104,\r\n`);
    expect(await ask()).toEqual([{ deathMark: false, householdNo: '9901****0021' }]);
    expect(await ask({ ask: { alive: {}, sameHousehold: { idNo2: OTHER } } })).toEqual({ alive: 'yes', sameHousehold: 'yes' });
  });

  it('shows nobody outside the regions in force, nor where the file names no region', async () => {
    await write(`${HEADER}${PERSON},张测,990104000021,false,990102,\r\n${OTHER},李试,990104000021,false,,\r\n`);
    expect(await ask()).toEqual([]);
    expect(await ask({ person: OTHER })).toEqual([]);
  });

  it('is down while its file is missing or wrong, says why once, and answers with the next file', async () => {
    expect([await ask(), await ask()]).toEqual([['SOURCE_DOWN'], ['SOURCE_DOWN']]);
    await write(`${HEADER}${PERSON},张测,990104000021,否,990104,\r\n`);
    expect(await ask()).toEqual(['SOURCE_DOWN']);
    await write(`${HEADER}${PERSON},张测,990104000022,false,990104,\r\n`);
    expect(await ask()).toEqual([{ deathMark: false, householdNo: '9901****0022' }]);
    expect(told).toEqual([
      'The file residents.csv is not used. It cannot be opened: ENOENT.',
      'The file residents.csv is not used. Record 2: The column 死亡标识 holds neither true nor false.',
    ]);
  });
});
