import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patternsOf } from './needle.js';
import { type Finding, PlantedValues } from './planted-values.js';

const NUMBER = { name: 'a number', value: '990104190012319983' };
const ADDRESS = { name: 'an address', value: '南苑区纬五路105号' };
const NEEDLES = [NUMBER, ADDRESS];

type Encode = (bytes: Buffer) => Buffer;

/** Forms of whole texts, in which the needle stands at any alignment. */
const FORMS: readonly (readonly [name: string, encode: Encode])[] = [
  ['plain UTF-8', (bytes) => bytes],
  ['UTF-16LE', (bytes) => Buffer.from(bytes.toString(), 'utf16le')],
  ['UTF-16BE', (bytes) => Buffer.from(bytes.toString(), 'utf16le').swap16()],
  ['base64', (bytes) => Buffer.from(bytes.toString('base64'))],
  ['base64 without padding', (bytes) => Buffer.from(bytes.toString('base64').replace(/=+$/, ''))],
  ['base64url', (bytes) => Buffer.from(bytes.toString('base64url'))],
  ['hex', (bytes) => Buffer.from(bytes.toString('hex'))],
  ['upper-case hex', (bytes) => Buffer.from(bytes.toString('hex').toUpperCase())],
  ['percent encoding', (bytes) => Buffer.from(encodeURIComponent(bytes.toString()))],
  ['JSON of ASCII only', (bytes) => Buffer.from(JSON.stringify(bytes.toString()).replaceAll(/[^\0-\x7f]/g, asEscape))],
  ['gzip', (bytes) => gzipSync(bytes)],
  ['zlib', (bytes) => deflateSync(bytes)],
  ['zlib at its quickest', (bytes) => deflateSync(bytes, { level: 1 })],
  ['zlib at its best', (bytes) => deflateSync(bytes, { level: 9 })],
  ['base64 inside gzip', (bytes) => gzipSync(bytes.toString('base64'))],
  ['gzip inside zlib', (bytes) => deflateSync(gzipSync(bytes))],
];

function asEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

async function foundIn(bytes: Buffer, chunkBytes?: number): Promise<ReadonlySet<string>> {
  const findings = await new PlantedValues(NEEDLES, chunkBytes).inBytes('bytes', bytes);
  return new Set(findings.map(({ needle }) => needle));
}

const letters = fc.string({ unit: fc.constantFrom(...'abcdefgh {}":,'), maxLength: 40 });

describe.each(FORMS)('a value in %s', (_, encode) => {
  it.each(NEEDLES)('is found at every alignment: $name', async ({ name, value }) => {
    for (let before = 0; before < 9; before += 1) {
      for (let after = 0; after < 4; after += 1) {
        const text = Buffer.from('x'.repeat(before) + value + 'y'.repeat(after));
        expect(await foundIn(encode(text))).toEqual(new Set([name]));
      }
    }
  });

  it('is found across the borders of chunks, wherever they fall', async () => {
    await fc.assert(
      fc.asyncProperty(letters, letters, fc.integer({ min: 1, max: 64 }), async (before, after, chunkBytes) => {
        const text = Buffer.from(before + ADDRESS.value + after);
        expect(await foundIn(encode(text), chunkBytes)).toEqual(new Set([ADDRESS.name]));
      }),
      { numRuns: 40 },
    );
  });

  it('is found in the middle of other bytes', async () => {
    const noise = (length: number): Buffer => randomBytes(length);
    const text = Buffer.from(`{"v":"${NUMBER.value}"}`);
    expect(await foundIn(Buffer.concat([noise(5_000), encode(text), noise(5_000)]), 1_024)).toEqual(new Set([NUMBER.name]));
  });
});

describe('the search', () => {
  it('finds nothing where nothing is, not even among noise, zeros and compressed noise', async () => {
    const noise = randomBytes(3_000_000);
    const places = [noise, Buffer.alloc(3_000_000), gzipSync(noise), Buffer.from(noise.toString('base64')), Buffer.alloc(0)];
    for (const bytes of places) expect(await foundIn(bytes)).toEqual(new Set());
    const almost = NUMBER.value.slice(0, -1);
    for (const [, encode] of FORMS) expect(await foundIn(encode(Buffer.from(`${almost} ${almost}`)))).toEqual(new Set());
  });

  it('finds a value behind a long stretch of zeros, and says where and in which form', async () => {
    const bytes = Buffer.concat([Buffer.alloc(10_000), Buffer.from(NUMBER.value), Buffer.alloc(10_000)]);
    const findings = await new PlantedValues(NEEDLES, 512).inBytes('segment', bytes);
    expect(findings).toEqual([{ needle: NUMBER.name, encoding: 'utf-8', where: 'segment', offset: 10_000 }]);
  });

  it('finds what is inflated before compressed data breaks off or is damaged', async () => {
    const packed = gzipSync(Buffer.concat([Buffer.from(NUMBER.value), randomBytes(100_000)]));
    expect(await foundIn(packed.subarray(0, 60_000))).toEqual(new Set([NUMBER.name]));
    expect(await foundIn(Buffer.concat([packed.subarray(0, 60_000), Buffer.alloc(500, 0xff)]))).toEqual(new Set([NUMBER.name]));
  });

  it('finds what stands behind a gzip header with all its parts', async () => {
    const [plain, body] = [gzipSync('x'), gzipSync(NUMBER.value).subarray(10)];
    const header = Buffer.concat([
      plain.subarray(0, 10),
      Buffer.from([3, 0, 1, 2, 3]),
      Buffer.from('name\0comment\0'),
      Buffer.from([9, 9]),
    ]);
    header[3] = 2 | 4 | 8 | 16;
    expect(await foundIn(Buffer.concat([header, body]))).toEqual(new Set([NUMBER.name]));
  });

  it('does not print what it looks for', async () => {
    const findings = await new PlantedValues(NEEDLES).inBytes('bytes', Buffer.from(NUMBER.value));
    expect(JSON.stringify(findings)).not.toContain(NUMBER.value);
  });

  it('refuses a value that would be found by chance', () => {
    expect(() => patternsOf({ name: 'a sex', value: '男' })).toThrow('too short');
    expect(patternsOf({ name: 'a name', value: '赵范' }).every(({ bytes }) => bytes.length >= 4)).toBe(true);
  });
});

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'planted-'));
    await mkdir(join(folder, 'deep/own'), { recursive: true });
    await writeFile(join(folder, 'deep/segment.log'), Buffer.concat([Buffer.alloc(9_000_000), Buffer.from(NUMBER.value)]));
    await writeFile(join(folder, 'deep/own/register'), ADDRESS.value);
    await writeFile(join(folder, 'empty'), '');
    await symlink(join(folder, 'gone'), join(folder, 'link'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const whereOf = (findings: readonly Finding[]): string[] =>
    findings.map(({ where }) => where.slice(folder.length + 1)).toSorted();

  it('is searched to its last file, large ones in pieces', async () => {
    const values = new PlantedValues(NEEDLES);
    expect(whereOf(await values.inFolder(folder))).toEqual(['deep/own/register', 'deep/segment.log']);
    expect(values.searched).toBe(9_000_018 + Buffer.byteLength(ADDRESS.value));
  });

  it('may leave out a place, and a file that has gone meanwhile is none', async () => {
    const values = new PlantedValues(NEEDLES);
    expect(whereOf(await values.inFolder(folder, new Set([join(folder, 'deep/own')])))).toEqual(['deep/segment.log']);
    expect(await values.inFile(join(folder, 'gone'))).toEqual([]);
  });
});
