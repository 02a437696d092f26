import type { Entry } from '@shutong/decision';
import type { KnownEntry } from './batch-sheet.js';
import type { CommittedHead, LetterComposer } from './compose-letters.js';
import type { Letter } from './courier.port.js';
import type { History } from './history.port.js';

/** A publication and, once it has retired, the entry that says so. */
export interface Publication {
  readonly published: number;
  readonly retired?: number;
}

/** Announces dataset documents with the proof of their publication (protocol.md §3.7). */
export class Catalogue {
  constructor(
    private readonly epoch: string,
    private readonly history: History,
    private readonly composer: LetterComposer,
  ) {}

  /** Reads what it announces from the log, so it is called after COMMIT. Throws when entry or document is missing. */
  async announce(publications: readonly Publication[], head: CommittedHead): Promise<Letter[]> {
    const letters: Letter[] = [];
    for (const { published, retired } of publications) {
      const entry = await this.entry(published);
      if (entry.entry.k !== 'dataset.published') throw new Error('only publications are announced');
      const { ds, schema } = entry.entry;
      const document = await this.history.document(schema);
      if (document === undefined) throw new Error('a publication has its document');
      const end = retired === undefined ? undefined : await this.entry(retired);
      letters.push(await this.composer.catalogue({ entry, ds, document }, end, head));
    }
    return letters;
  }

  private async entry(index: number): Promise<KnownEntry> {
    const stored = await this.history.entry(this.epoch, index);
    if (stored === undefined) throw new Error(`the log lacks entry ${index}`);
    return { epoch: this.epoch, ...stored, entry: JSON.parse(stored.leaf) as Entry, dedup: new Uint8Array() };
  }
}
