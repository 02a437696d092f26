import type { CatalogueRecord } from '@shutong/contracts';
import { fail, type Result } from '@shutong/kernel';
import type { HeadKeeper } from '@shutong/trust';
import type { Catalogue } from './catalogue.js';
import type { Pause } from './take-replies.js';

const HEAD_PAUSE_MS = 500;

/** Takes a dataset document under its verified head; waits for a consistency proof that cannot be had yet. */
export class TakePublication {
  constructor(
    private readonly heads: HeadKeeper,
    private readonly catalogue: Catalogue,
    private readonly pause: Pause,
  ) {}

  async execute(record: CatalogueRecord): Promise<Result<void, 'PROOF_INVALID'>> {
    for (;;) {
      const head = await this.heads.accept(record.head);
      if (head.ok) return this.catalogue.take(record, head.value);
      if (head.failure === 'PROOF_INVALID') return fail('PROOF_INVALID');
      // Two histories: nothing is served until an operator acts, and the catalogue is never read to its end.
      await this.pause(HEAD_PAUSE_MS);
    }
  }
}
