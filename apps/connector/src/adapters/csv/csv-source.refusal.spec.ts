import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { SourceFailure } from '../../application/source.port.js';
import { CsvSource } from './csv-source.js';

const PERSON = '990104190001010017';
const HEADER = 'id_no,school,enrolled,terms';
const GOOD = `${PERSON},secret,true,3`;

const mapping: Mapping = {
  name: 'students',
  dataset: 'D19@1',
  csv: { file: 'students.csv', types: { enrolled: 'boolean', terms: 'integer' } },
  keys: { idNo: 'id_no' },
  columns: { school: 'school', enrolled: 'enrolled', terms: 'terms' },
};

describe('a CSV source refuses', () => {
  let folder: string;
  let path: string;
  let source: CsvSource;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csv-refusal-'));
    path = join(folder, 'students.csv');
    source = new CsvSource(folder);
  });
  afterEach(async () => rm(folder, { recursive: true }));

  const refusal = async (of = mapping, keys: Readonly<Record<string, string>> = { idNo: PERSON }): Promise<string> => {
    const caught: unknown = await source.read(of, [keys]).catch((error: unknown) => error);
    if (!(caught instanceof SourceFailure) || !(caught.cause instanceof Error)) throw new Error('the read was not refused');
    expect(caught.code).toBe('SOURCE_DOWN');
    expect(inspect(caught, { depth: 9 })).not.toMatch(/9901041900|secret/);
    return caught.cause.message;
  };

  it.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /no header line/],
    ['a header line that lacks a column', `id_no,enrolled,terms\n${PERSON},true,3\n`, /column school 0 times/],
    ['a header line with one column twice', `${HEADER},school\n${GOOD},other\n`, /column school 2 times/],
    ['a header line with blanks', `id_no, school, enrolled, terms\n${GOOD}\n`, /column school 0 times/],
    ['another separator', `${HEADER}\n${GOOD}\n`.replaceAll(',', ';'), /0 times/],
    ['a record that is too short', `${HEADER}\n${GOOD}\n${PERSON},secret\n`, /after 2 records: CSV_RECORD_INCONSISTENT/],
    ['a record that is too long', `${HEADER}\n${GOOD},more\n`, /CSV_RECORD_INCONSISTENT/],
    ['an empty line', `${HEADER}\n\n${GOOD}\n`, /CSV_RECORD_INCONSISTENT/],
    ['a quote that is not closed', `${HEADER}\n${PERSON},"secret,true,3\n`, /CSV_QUOTE_NOT_CLOSED/],
    ['a quote inside a field', `${HEADER}\n${PERSON},sec"ret,true,3\n`, /INVALID_OPENING_QUOTE/],
    ['text after a quote', `${HEADER}\n${PERSON},"secret"x,true,3\n`, /CSV_INVALID_CLOSING_QUOTE/],
    ['a boolean that is none', `${HEADER}\n${GOOD}\n${PERSON},secret,TRUE,3\n`, /Record 3: The column enrolled/],
    ['an integer with a blank', `${HEADER}\n${PERSON},secret,true, 3\n`, /Record 2: The column terms/],
    ['an integer with a point', `${HEADER}\n${PERSON},secret,true,3.0\n`, /column terms/],
    ['an integer in hexadecimal', `${HEADER}\n${PERSON},secret,true,0x3\n`, /column terms/],
    ['an integer that no number holds', `${HEADER}\n${PERSON},secret,true,9007199254740993\n`, /column terms/],
    ['U+0000', `${HEADER}\n${PERSON},sec\0ret,true,3\n`, /U\+0000/],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}\n${GOOD}\n`, 'utf16le'), /U\+0000|UTF-8/],
    ['GBK', Buffer.concat([Buffer.from(`${HEADER}\n${PERSON},`), Buffer.from([0xd5, 0xc5]), Buffer.from(',true,3\n')]), /UTF-8/],
    [
      'a character that ends with the file',
      Buffer.concat([Buffer.from(`${HEADER}\n${GOOD}`), Buffer.from([0xe5, 0xbc])]),
      /UTF-8/,
    ],
    ['a field of 2 MB', `${HEADER}\n${PERSON},${'x'.repeat(2_000_000)},true,3\n`, /longer than/],
    ['a quoted field without end', `${HEADER}\n${PERSON},"${'secret\n'.repeat(300_000)}`, /longer than/],
    ['two million fields', `${HEADER}\n${','.repeat(2_000_000)}\n${GOOD}\n`, /longer than/],
    ['two million headings', `${','.repeat(2_000_000)}\n${GOOD}\n`, /longer than/],
  ])('%s', async (_fault, text, sentence) => {
    await writeFile(path, text);
    expect(await refusal()).toMatch(sentence);
    expect(await refusal()).toMatch(/^The file students\.csv is not used\. /);
  });

  it('a file until it is mended', async () => {
    await writeFile(path, `${HEADER}\n${PERSON},secret,ja,3\n`);
    expect([await refusal(), await refusal()]).toEqual([expect.stringMatching(/enrolled/), expect.stringMatching(/enrolled/)]);
    await writeFile(path, `${HEADER}\n${PERSON},S,true,3\n`);
    expect(await source.read(mapping, [{ idNo: PERSON }])).toEqual([[{ record: { school: 'S', enrolled: true, terms: 3 } }]]);
  });

  it('a column that is called like a member of every object, unless the file has it', async () => {
    const odd: Mapping = { ...mapping, keys: { idNo: '__proto__' }, columns: { toString: 'constructor', school: 'toString' } };
    await writeFile(path, `${HEADER}\n${GOOD}\n`);
    expect(await refusal(odd)).toMatch(/0 times/);
    await writeFile(path, `__proto__,constructor,toString,enrolled,terms\n${PERSON},c,t,,\n`);
    const [[row] = []] = await source.read(odd, [{ idNo: PERSON }]);
    expect(Object.entries(row?.record ?? {})).toEqual([
      ['toString', 'c'],
      ['school', 't'],
    ]);
    expect(await source.read(odd, [{ idNo: 'constructor' }, { idNo: 'toString' }])).toEqual([[], []]);
  });

  it('the row of another value that has the same hash', async () => {
    await writeFile(path, `${HEADER}\ncostarring,S,true,3\n`);
    expect(await source.read(mapping, [{ idNo: 'liquid' }])).toEqual([[]]);
  });

  it('a question without a key, or with one that the mapping lacks', async () => {
    await writeFile(path, `${HEADER}\n${GOOD}\n`);
    expect(await refusal(mapping, {})).toMatch(/names no key/);
    expect(await refusal(mapping, { toString: PERSON })).toMatch(/no key toString/);
  });

  it('a file that is missing, a folder, a link that leads elsewhere, a pipe', async () => {
    expect(await refusal()).toMatch(/ENOENT/);
    await mkdir(path);
    expect(await refusal()).toMatch(/no plain file/);
    await rm(path, { recursive: true });
    await writeFile(join(folder, 'elsewhere'), `${HEADER}\n${GOOD}\n`);
    await symlink(join(folder, 'elsewhere'), path);
    expect(await refusal()).toMatch(/ELOOP/);
    await rm(path);
    execFileSync('/usr/bin/env', ['mkfifo', path]);
    expect(await refusal()).toMatch(/no plain file/);
  });

  it('a file of more than 256 MB, before it reads any of it', async () => {
    await writeFile(path, HEADER);
    await truncate(path, 256_000_001);
    expect(await refusal()).toMatch(/larger than 256000000 bytes/);
  });

  const many = (school: string): string => `${HEADER}\n${`P,${school},true,1\n`.repeat(50_000)}${PERSON},${school},true,3\n`;
  const schoolOf = async (): Promise<unknown> =>
    source.read(mapping, [{ idNo: PERSON }]).then(
      ([rows]) => rows?.map(({ record }) => record['school']),
      (error: SourceFailure) => error.code,
    );

  it('no half of a file: one that is replaced while it is read answers as the one before or the one after', async () => {
    await writeFile(path, many('old'));
    await writeFile(join(folder, 'next'), many('new'));
    const before = schoolOf();
    const replaced = rename(join(folder, 'next'), path);
    const during = schoolOf();
    await replaced;
    const after = schoolOf();
    expect(['old', 'new'].map((one) => [one])).toContainEqual(await before);
    expect(['old', 'new'].map((one) => [one])).toContainEqual(await during);
    expect(await after).toEqual(['new']);
  });
});
