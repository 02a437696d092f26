import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, systemRandomness } from '@shutong/kernel';
import type { Outcome, TakenPermit } from '../../domain/journal/outcome.js';
import { FileJournal } from './file-journal.js';

const NOW = 1_795_500_000_000;
const clock = { now: () => NOW };

const permitOf = (index: number): TakenPermit => ({ id: newId(systemRandomness), index, lh: 'leaf', deadlineMs: NOW + 5_000 });

const answerTo = ({ id, index, deadlineMs }: TakenPermit): Outcome => ({
  kind: 'answered',
  id,
  index,
  deadlineMs,
  ms: 5,
  digest: 'digest',
  count: 1,
  salt: 'salt',
  ver: '1.0.0',
  fields: ['deathMark'],
});

describe('the journal of a connector', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const segment = async (): Promise<string> => {
    const [name] = (await readdir(folder)).filter((file) => file.endsWith('.jsonl'));
    if (name === undefined) throw new Error('a journal has a segment');
    return join(folder, name);
  };

  it('remembers permits and outcomes across a restart', async () => {
    const [answered, open] = [permitOf(4), permitOf(5)];
    const before = await FileJournal.open(folder, clock);
    await before.permit([answered, open]);
    await before.close([answerTo(answered)]);
    await before.end();
    const after = await FileJournal.open(folder, clock);
    expect(after.unacked()).toEqual([answerTo(answered)]);
    expect(after.standing(answered.id, 4)).not.toEqual(after.standing(newId(systemRandomness), 4));
    expect(after.standing(open.id, 5)).not.toEqual(after.standing(newId(systemRandomness), 5));
    await after.end();
  });

  it('survives a crash at every byte of its last write', async () => {
    const [kept, torn] = [permitOf(4), permitOf(5)];
    const journal = await FileJournal.open(folder, clock);
    await journal.permit([kept]);
    await journal.close([answerTo(kept)]);
    await journal.end();
    const path = await segment();
    const whole = await readFile(path);
    const tail = Buffer.from(`${JSON.stringify({ t: 'outcome', ...answerTo(torn) })}\n`);
    for (let bytes = 0; bytes < tail.length; bytes += 7) {
      await rm(folder, { recursive: true });
      folder = await mkdtemp(join(tmpdir(), 'journal-'));
      await writeFile(join(folder, 'journal-00000001.jsonl'), Buffer.concat([whole, tail.subarray(0, bytes)]));
      const after = await FileJournal.open(folder, clock);
      expect(after.unacked()).toEqual([answerTo(kept)]);
      await after.end();
    }
  });

  it('keeps the first outcome of an id, whatever comes later', async () => {
    const permit = permitOf(4);
    const journal = await FileJournal.open(folder, clock);
    await journal.permit([permit]);
    await journal.close([answerTo(permit)]);
    await journal.close([
      { kind: 'failed', id: permit.id, index: 4, deadlineMs: permit.deadlineMs, ms: 1, why: ['SOURCE_DOWN'] },
    ]);
    expect(journal.unacked()).toEqual([answerTo(permit)]);
    journal.acknowledge([permit.id]);
    expect(journal.unacked()).toEqual([]);
    await journal.end();
  });

  it('refuses a file that somebody altered', async () => {
    await (await FileJournal.open(folder, clock)).end();
    await appendFile(await segment(), '{"t":"permit","id":7}\n');
    await expect(FileJournal.open(folder, clock)).rejects.toThrow('line 1 of the journal');
  });

  it('belongs to one connector at a time', async () => {
    await writeFile(join(folder, 'lock'), String(process.ppid));
    await expect(FileJournal.open(folder, clock)).rejects.toThrow('one connector per department');
  });
});
