import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aReceipt, logKey, type Run, shutong } from './test-log.contract.js';

describe('a receipt, offline', () => {
  let folder: string;
  let vkey: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receipt-'));
    vkey = await logKey();
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const verify = async (receipt: unknown, ...more: readonly string[]): Promise<Run> => {
    const file = join(folder, 'receipt.json');
    await writeFile(file, typeof receipt === 'string' ? receipt : JSON.stringify(receipt));
    return shutong('verify', file, '--vkey', vkey, ...more);
  };

  it('says when, who asked what for which purpose, and what was decided', async () => {
    const { exitCode, output } = await verify(await aReceipt());
    expect(exitCode).toBe(0);
    for (const word of [
      '2026-11-22T08:00:05.000Z',
      'mz-dibao',
      'D01@1',
      'SHJZ-58',
      'permit',
      'opened    subject op case query',
      'result ok',
    ]) {
      expect(output).toContain(word);
    }
  });

  it('is found inside an answer saved by curl', async () => {
    expect((await verify({ id: 'x', data: [], receipt: await aReceipt() })).exitCode).toBe(0);
  });

  it('splits into files that other verifiers take', async () => {
    const parts = join(folder, 'parts');
    const receipt = await aReceipt();
    await verify(receipt, '--split', parts);
    expect((await readdir(parts)).toSorted()).toEqual(['entry.json', 'entry.tlog-proof']);
    expect(await readFile(join(parts, 'entry.json'), 'utf8')).toBe(receipt['entry']);
  });

  it.each([
    ['another index', { index: 3 }, 'proof'],
    ['another id', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'entry'],
    ['another log', { origin: 'log.shutong.example/370104/s0/2027h1' }, 'origin'],
    ['a member more', { note: 'x' }, 'receipt'],
    ['no proof', { proof: undefined }, 'receipt'],
    ['extra data in the proof', { proof: 'c2sp.org/tlog-proof@v1\nextra AA==\nindex 4\n\n' }, 'proof'],
  ])('is refused with %s', async (_what, change, place) => {
    const { exitCode, output } = await verify({ ...(await aReceipt()), ...change });
    expect([exitCode, output]).toEqual([1, expect.stringContaining(`wrong: ${place}`)]);
  });

  it('is refused when one character of the entry was changed', async () => {
    const receipt = await aReceipt();
    const entry = String(receipt['entry']).replace('"clerk"', '"chief"');
    expect((await verify({ ...receipt, entry })).output).toContain('does not stand in the tree');
  });

  it('is refused when the entry is not canonical, though it says the same', async () => {
    const receipt = await aReceipt();
    expect((await verify({ ...receipt, entry: String(receipt['entry']).replace(',', ', ') })).exitCode).toBe(1);
  });

  it('is refused when an opening shows another value or salt', async () => {
    const receipt = await aReceipt();
    const { subject } = receipt.openings;
    const lied = { ...receipt.openings, subject: { ...subject, value: { t: 'idNo', v: '370104190001010038' } } };
    expect((await verify({ ...receipt, openings: lied })).output).toContain('wrong: opening subject');
    const swapped = { subject: receipt.openings['op'] };
    expect((await verify({ ...receipt, openings: swapped })).exitCode).toBe(1);
  });

  it('is refused under another log’s key', async () => {
    const file = join(folder, 'receipt.json');
    await writeFile(file, JSON.stringify(await aReceipt()));
    const foreign = vkey.replace('+c2e45fdb+', '+c2e45fdc+');
    expect((await shutong('verify', file, '--vkey', foreign)).exitCode).toBe(2);
  });
});

describe('the command line', () => {
  it.each([
    ['an unknown command', ['destroy'], 'There is no command destroy'],
    ['an unknown option', ['verify', 'x', '--lax'], '--lax'],
    ['nothing to verify', ['verify'], 'Name what to verify'],
    ['a file that is not there', ['verify', 'nowhere.json', '--vkey', 'k'], 'There is no nowhere.json'],
    ['nobody to trust', ['verify', '.'], 'Say whom to trust'],
    ['a key of nonsense', ['verify', '.', '--vkey', 'k'], 'malformed'],
    ['a query without a body', ['query', 'D01'], '--body FILE'],
    ['a fact without a key', ['fact', 'submit', 'f.json'], '--key'],
  ])('answers %s with one sentence', async (_what, args, sentence) => {
    const { exitCode, complaints } = await shutong(...args);
    expect([exitCode, complaints]).toEqual([2, expect.stringContaining(sentence)]);
    expect(complaints.split('\n')).toHaveLength(1);
  });

  it('lists its commands', async () => {
    expect(await shutong('--help')).toMatchObject({ exitCode: 0, output: expect.stringContaining('shutong log mirror URL DIR') });
  });
});
