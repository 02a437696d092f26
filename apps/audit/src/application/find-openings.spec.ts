import { describe, expect, it } from '@jest/globals';
import { canonicalJson, hashText } from '@shutong/kernel';
import { type Access, AccessBook, AccessNotRecorded } from './access-book.port.js';
import { FindOpenings } from './find-openings.js';
import { MemoryOpenings } from './memory-openings.contract.js';
import { MemoryRecords } from './memory-records.contract.js';
import { OpeningReader } from './opening-reader.js';
import { EPOCH, LI, WrittenLog, ZHANG } from './written-log.contract.js';

class KeptBook extends AccessBook {
  readonly accesses: Access[] = [];

  override record(access: Access): Promise<number> {
    return Promise.resolve(this.accesses.push(access));
  }
}

class ClosedBook extends AccessBook {
  override record(): Promise<number> {
    return Promise.reject(new AccessNotRecorded('The gateway is away.'));
  }
}

function finder(log: WrittenLog, book: AccessBook): FindOpenings {
  const records = new MemoryRecords();
  records.log = log.grown();
  const openings = new MemoryOpenings(log);
  return new FindOpenings(records, openings, new OpeningReader(openings, log.audit), book, EPOCH);
}

describe('a search for a person', () => {
  it('names every entry and field, across batches, and is in the log before anybody sees it', async () => {
    const log = new WrittenLog();
    for (let i = 0; i < 600; i += 1) await log.query(i % 100 === 7 ? ZHANG : LI);
    const book = new KeptBook();
    const { sightings, unreadable, access } = await finder(log, book).execute(ZHANG);
    const expected = [7, 107, 207, 307, 407, 507].map((index) => ({ index, fields: ['query', 'subject'] }));
    expect({ sightings, unreadable, access }).toEqual({ sightings: expected, unreadable: 0, access: 1 });
    const result = hashText(canonicalJson(expected));
    expect(book.accesses).toEqual([{ n: 6, upto: 600, query: { by: 'subject', t: 'idNo' }, result }]);
  });

  it('that the log does not take shows nothing', async () => {
    const log = new WrittenLog();
    await log.query(ZHANG);
    await expect(finder(log, new ClosedBook()).execute(ZHANG)).rejects.toThrow(AccessNotRecorded);
  });

  it('that finds nobody is an access too, and says how much it could not read', async () => {
    const log = new WrittenLog();
    await log.query(LI);
    log.keys.clear();
    const book = new KeptBook();
    expect(await finder(log, book).execute(ZHANG)).toMatchObject({ sightings: [], unreadable: 1 });
    expect(book.accesses).toMatchObject([{ n: 0, upto: 1 }]);
  });
});
