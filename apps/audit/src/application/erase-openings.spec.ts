import { describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { EraseOpenings } from './erase-openings.js';
import { MemoryEraser, MemoryOpenings } from './memory-openings.contract.js';
import { MemoryRecords } from './memory-records.contract.js';
import { OpeningReader } from './opening-reader.js';
import { openingsContract } from './openings.contract.js';
import type { OpeningChange } from './openings.port.js';
import { EPOCH, WrittenLog, ZHANG } from './written-log.contract.js';

describe('openings in memory', () => {
  openingsContract((log) => {
    const openings = new MemoryOpenings(log);
    return Promise.resolve({
      records: recordsOf(log),
      openings,
      eraser: new MemoryEraser(openings),
      close: () => Promise.resolve(),
    });
  });
});

function recordsOf(log: WrittenLog): MemoryRecords {
  const records = new MemoryRecords();
  records.log = log.grown();
  return records;
}

/** A store where something happens just before a call. */
class Interrupted extends MemoryEraser {
  before: (changes: readonly OpeningChange[]) => Promise<void> = () => Promise.resolve();

  override async erase(...call: Parameters<MemoryEraser['erase']>): Promise<ReadonlySet<number>> {
    const [, , changes] = call;
    await this.before(changes);
    return super.erase(...call);
  }
}

describe('an erasure', () => {
  it('that was stopped in the middle is run again and goes on', async () => {
    const log = new WrittenLog();
    for (let i = 0; i < 600; i += 1) await log.query(ZHANG);
    const { index } = await log.erasure({ of: { from: 0, to: 600 }, f: ['subject'] });
    const openings = new MemoryOpenings(log);
    const eraser = new Interrupted(openings);
    const erase = useCase(log, openings, eraser);
    let calls = 0;
    eraser.before = () => (++calls === 2 ? Promise.reject(new Error('killed')) : Promise.resolve());
    await expect(erase.execute(index)).rejects.toThrow('killed');
    expect(await erase.execute(index)).toMatchObject({ ok: true, value: { reduced: 600 - 256 } });
    expect(await erase.execute(index)).toMatchObject({ ok: true, value: { reduced: 0 } });
  });

  it('of one field beside that of another brings nothing back', async () => {
    const log = new WrittenLog();
    await log.query(ZHANG);
    const subject = await log.erasure({ of: { from: 0, to: 1 }, f: ['subject'] });
    const question = await log.erasure({ of: { from: 0, to: 1 }, f: ['query'] });
    const openings = new MemoryOpenings(log);
    const eraser = new Interrupted(openings);
    let isOvertaken = false;
    eraser.before = async () => {
      if (isOvertaken) return;
      isOvertaken = true;
      await useCase(log, openings, new MemoryEraser(openings)).execute(question.index);
    };
    expect(await useCase(log, openings, eraser).execute(subject.index)).toMatchObject({ ok: true, value: { reduced: 1 } });
    const [left] = await openings.within({ epoch: EPOCH, from: 0, to: 1 }, 1);
    const opened = left === undefined ? undefined : await new OpeningReader(openings, log.audit).open(left);
    expect(Object.keys(opened?.opening.values ?? {}).toSorted()).toEqual(['case', 'op']);
  });
});

function useCase(log: WrittenLog, openings: MemoryOpenings, eraser: MemoryEraser): EraseOpenings {
  return new EraseOpenings(recordsOf(log), openings, eraser, new OpeningReader(openings, log.audit), EPOCH, systemRandomness);
}
