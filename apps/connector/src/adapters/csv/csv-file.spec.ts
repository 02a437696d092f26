import { mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Unreadable } from '../unreadable.js';
import { CsvFile } from './csv-file.js';

describe('an opened file', () => {
  let folder: string;
  let path: string;
  let file: CsvFile;
  const never = new AbortController().signal;
  const old = 'old'.repeat(100_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csv-file-'));
    path = join(folder, 'a.csv');
    await writeFile(path, old);
    file = await CsvFile.open(folder, 'a.csv');
  });
  afterEach(async () => {
    await file.close();
    await rm(folder, { recursive: true });
  });

  /** What is read when `meanwhile` happens after the first bytes. */
  const readAround = async (meanwhile: () => Promise<unknown>): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.chunks(never)) {
      if (chunks.length === 0) await meanwhile();
      chunks.push(chunk);
    }
    await file.expectUnchanged();
    return Buffer.concat(chunks).toString();
  };

  it('is read to its own end though another takes its name', async () => {
    const replace = async (): Promise<void> => {
      await writeFile(join(folder, 'next'), 'new'.repeat(100_000));
      await rename(join(folder, 'next'), path);
    };
    expect(await readAround(replace)).toBe(old);
    const next = await CsvFile.open(folder, 'a.csv');
    await next.close();
    expect(next.state).not.toBe(file.state);
  });

  it('is refused when it was written, grew or was cut while it was read', async () => {
    const write = async (): Promise<void> => {
      const other = await open(path, 'r+');
      await other.write('new', 0);
      await other.close();
    };
    await expect(readAround(write)).rejects.toBeInstanceOf(Unreadable);
    await expect(readAround(() => writeFile(path, 'more', { flag: 'a' }))).rejects.toBeInstanceOf(Unreadable);
    await expect(readAround(() => truncate(path, 70_000))).rejects.toBeInstanceOf(Unreadable);
  });

  it('is read no further once nobody waits for it', async () => {
    const superseded = new AbortController();
    const chunks = file.chunks(superseded.signal);
    await chunks.next();
    superseded.abort();
    await expect(chunks.next()).rejects.toBe(superseded.signal.reason);
  });
});
