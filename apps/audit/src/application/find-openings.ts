import { canonicalJson, hashText } from '@shutong/kernel';
import type { Subject } from '@shutong/trust';
import { fieldsNaming } from '../domain/fields-naming.js';
import type { AccessBook } from './access-book.port.js';
import type { LogRecords } from './log-records.port.js';
import type { OpeningReader } from './opening-reader.js';
import type { Openings } from './openings.port.js';

/** An entry whose opening names the person searched for, and in which fields. */
export interface Sighting {
  readonly index: number;
  readonly fields: readonly string[];
}

export interface FoundOpenings {
  /** Lowest index first. */
  readonly sightings: readonly Sighting[];
  /** Openings that the audit key does not open: who they are about is not known. */
  readonly unreadable: number;
  /** The `audit.accessed` of this search. */
  readonly access: number;
}

const BATCH = 256;

/**
 * The entries of an epoch that name one person or body, to be erased or handed over (PIPL art. 45, 47). Opens every opening of the
 * epoch, one batch in memory at a time: the blind index that spares this comes with a later issue. What it found it gives out only
 * after the log has recorded that somebody looked.
 */
export class FindOpenings {
  constructor(
    private readonly records: LogRecords,
    private readonly openings: Openings,
    private readonly reader: OpeningReader,
    private readonly book: AccessBook,
    private readonly epoch: string,
  ) {}

  async execute(subject: Subject): Promise<FoundOpenings> {
    const upto = (await this.records.newestHead())?.size ?? 0;
    const sightings: Sighting[] = [];
    let unreadable = 0;
    for (let from = 0; from < upto;) {
      const batch = await this.openings.within({ epoch: this.epoch, from, to: upto }, BATCH);
      for (const sealed of batch) {
        const opening = (await this.reader.open(sealed))?.opening;
        if (opening === undefined) unreadable += 1;
        const fields = opening === undefined ? [] : fieldsNaming(opening.values, subject);
        if (fields.length > 0) sightings.push({ index: sealed.index, fields });
      }
      from = (batch.at(-1)?.index ?? upto) + 1;
    }
    const access = await this.book.record({
      n: sightings.length,
      upto,
      query: { by: 'subject', t: subject.t },
      result: hashText(canonicalJson(sightings)),
    });
    return { sightings, unreadable, access };
  }
}
