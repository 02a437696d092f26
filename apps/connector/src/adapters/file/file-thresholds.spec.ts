import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromInstant } from '@shutong/kernel';
import { FileThresholds } from './file-thresholds.js';

/** 23:00 at UTC+8. */
const EVENING = fromInstant('2026-11-22T15:00:00.000Z') ?? 0;
const HOUR = 3_600_000;
const one = (threshold: string): readonly { about: string; threshold: string }[] => [{ about: 'somebody', threshold }];

describe('the book of thresholds', () => {
  let folder: string;
  let now = EVENING;
  const clock = { now: () => now };
  beforeEach(async () => {
    now = EVENING;
    folder = await mkdtemp(join(tmpdir(), 'thresholds-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is remembered across a restart', async () => {
    const book = await FileThresholds.open(folder, clock);
    expect(await book.admit([one('a'), one('b'), one('c'), one('d')])).toEqual([true, true, true, false]);
    await book.close();
    const again = await FileThresholds.open(folder, clock);
    expect(await again.admit([one('d'), one('b'), []])).toEqual([false, true, true]);
    await again.close();
  });

  it('is on disk before anything is answered', async () => {
    const book = await FileThresholds.open(folder, clock);
    await book.admit([one('a')]);
    expect(await readFile(join(folder, 'thresholds.jsonl'), 'utf8')).toContain('"a"');
    await book.close();
  });

  it('turns with the calendar day at UTC+8 and not with the hours', async () => {
    const book = await FileThresholds.open(folder, clock);
    await book.admit([one('a'), one('b'), one('c')]);
    now += HOUR - 1;
    expect(await book.admit([one('d')])).toEqual([false]);
    now += 1;
    expect(await book.admit([one('d')])).toEqual([true]);
    await book.close();
    expect(await readFile(join(folder, 'thresholds.jsonl'), 'utf8')).not.toContain('"a"');
  });

  it('forgets a line that a crash has torn: nothing was answered after it', async () => {
    const book = await FileThresholds.open(folder, clock);
    await book.admit([one('a'), one('b')]);
    await book.close();
    const path = join(folder, 'thresholds.jsonl');
    await writeFile(path, `${await readFile(path, 'utf8')}{"day":"2026-11-22","abo`);
    const again = await FileThresholds.open(folder, clock);
    expect(await again.admit([one('c'), one('d')])).toEqual([true, false]);
    await again.close();
  });
});
