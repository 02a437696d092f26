import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import fc from 'fast-check';
import {
  COUPLE_MAPPING,
  COUPLES,
  HOUSEHOLD_MAPPING,
  HOUSEHOLDS,
  type PreparedSource,
  sourceContract,
} from '../../application/source.contract.js';
import { CsvSource } from './csv-source.js';

type Cell = string | boolean | null | readonly string[];

function csvOf(rows: readonly object[]): string {
  const lines = rows.map((row) => Object.values(row as Readonly<Record<string, Cell>>).map(fieldOf));
  return [Object.keys(rows[0] ?? {}), ...lines].map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('');
}

function fieldOf(cell: Cell): string {
  return typeof cell === 'object' && cell !== null ? cell.join(';') : String(cell ?? '');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

sourceContract(async (): Promise<PreparedSource> => {
  const folder = await mkdtemp(join(tmpdir(), 'csv-contract-'));
  await writeFile(join(folder, 'households.csv'), csvOf(HOUSEHOLDS));
  await writeFile(join(folder, 'couples.csv'), `\ufeff${csvOf(COUPLES)}`);
  return {
    source: new CsvSource(folder),
    households: { ...HOUSEHOLD_MAPPING, csv: { file: 'households.csv', types: { is_head: 'boolean' } } },
    couples: { ...COUPLE_MAPPING, csv: { file: 'couples.csv' } },
    close: () => rm(folder, { recursive: true }),
  };
});

describe('a CSV source', () => {
  const mapping: Mapping = {
    name: 'students',
    dataset: 'D19@1',
    csv: { file: 'students.csv', types: { enrolled: 'boolean', terms: 'integer' } },
    keys: { idNo: '身份证号', no: 'no' },
    columns: { no: 'no', school: 'school', enrolled: 'enrolled', terms: 'terms' },
  };
  const HEADER = '身份证号,no,school,enrolled,terms';
  let folder: string;
  let source: CsvSource;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csv-source-'));
    source = new CsvSource(folder);
  });
  afterEach(async () => rm(folder, { recursive: true }));

  const write = (text: string | Buffer, name = 'students.csv'): Promise<void> => writeFile(join(folder, name), text);
  const found = async (idNo: string): Promise<unknown> =>
    (await source.read(mapping, [{ idNo }]))[0]?.map(({ record }) => record);

  it('reads RFC 4180: quotes, commas and line breaks inside fields, either line end, no last one', async () => {
    await write(`${HEADER}\r\nA,1,"第一""实验""小学,东区\r\n二号",true,3\r\nB,"2",,false,-4`);
    expect(await found('A')).toEqual([{ no: '1', school: '第一"实验"小学,东区\r\n二号', enrolled: true, terms: 3 }]);
    expect(await found('B')).toEqual([{ no: '2', enrolled: false, terms: -4 }]);
    await write(`${HEADER}\nA,1,,,0\n`);
    expect(await found('A')).toEqual([{ no: '1', terms: 0 }]);
  });

  it('reads columns in any order, and more than the mapping names', async () => {
    await write('terms,secret,enrolled,school,no,身份证号\n1,s,true,S,7,A\n');
    expect(await found('A')).toEqual([{ no: '7', school: 'S', enrolled: true, terms: 1 }]);
  });

  it('has no row where a file has a header line only', async () => {
    await write(`${HEADER}\n`);
    expect(await found('A')).toEqual([]);
  });

  it('gives every text back as it was', async () => {
    // U+0000 is refused, an empty field is an absent item, and a lone surrogate has no UTF-8.
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((own) => own.isWellFormed() && !own.includes('\0'));
    await fc.assert(
      fc.asyncProperty(text, text, async (id, school) => {
        await write(`${HEADER}\r\n${[id, '1', school, '', ''].map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`);
        expect(await new CsvSource(folder).read(mapping, [{ idNo: id }])).toEqual([[{ record: { no: '1', school } }]]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['=HYPERLINK("http://evil.example")', "@SUM(1)'", '<script>', '${7*7}', '; drop table x', '{"a":1}', 'true', '１'])(
    'takes the cell %j for text',
    async (cell) => {
      await write(csvOf([{ 身份证号: 'A', no: cell, school: cell, enrolled: '', terms: '' }]));
      expect(await found('A')).toEqual([{ no: cell, school: cell }]);
    },
  );

  it('sees a file that took the name, one of the same size too, and one that was written anew', async () => {
    await write(`${HEADER}\nA,1,,,\n`);
    expect(await found('A')).toEqual([{ no: '1' }]);
    await write(`${HEADER}\nA,2,,,\n`, 'export.tmp');
    await rename(join(folder, 'export.tmp'), join(folder, 'students.csv'));
    expect(await found('A')).toEqual([{ no: '2' }]);
    await write(`${HEADER}\nA,3,,,\n`);
    await utimes(join(folder, 'students.csv'), 1, 1);
    expect(await found('A')).toEqual([{ no: '3' }]);
  });

  it('reads one file once for all that ask', async () => {
    await write(`${HEADER}\n${Array.from({ length: 100_000 }, (_, no) => `P${String(no)},${String(no)},,,\n`).join('')}`);
    const first = await Promise.all(['P7', 'P99999', 'P100000'].map(found));
    expect(first).toEqual([[{ no: '7' }], [{ no: '99999' }], []]);
  });

  it('does not read a file again that shows no change', async () => {
    const untouched = async (text: string): Promise<void> => {
      await write(text);
      await utimes(join(folder, 'students.csv'), 1000, 1000);
    };
    await untouched(`${HEADER}\nA,1,,,\n`);
    expect(await found('A')).toEqual([{ no: '1' }]);
    await untouched(`${HEADER}\nA,2,,,\n`);
    expect(await found('A')).toEqual([{ no: '1' }]);
  });

  it('answers two mappings of one file each in its own names', async () => {
    await write(`${HEADER}\nA,1,S,,\n`);
    const other: Mapping = { ...mapping, columns: { schoolName: 'school' } };
    expect([await found('A'), await source.read(other, [{ idNo: 'A' }])]).toEqual([
      [{ no: '1', school: 'S' }],
      [[{ record: { schoolName: 'S' } }]],
    ]);
  });
});
