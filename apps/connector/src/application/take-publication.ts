import { type CatalogueRecord, parseLeaf } from '@shutong/contracts';
import { fail, hashText, ok, type Result } from '@shutong/kernel';
import { hashLeaf, resolvePath, verifyInclusion } from '@shutong/tlog';
import { decodeHashes, type HeadKeeper, type VerifiedHead } from '@shutong/trust';
import type { Catalogue } from './catalogue.js';
import type { ServedDataset } from './documents.port.js';
import type { Pause } from './pause.js';

const HEAD_PAUSE_MS = 500;

/** What a publication of this department is served as; undefined when its document cannot be read. */
export type ReadDocument = (index: number, ds: string, document: string) => ServedDataset | undefined;

/** Takes dataset documents, each proven to be the one that the log published (protocol.md §3.7). */
export class TakePublication {
  constructor(
    private readonly department: string,
    private readonly heads: HeadKeeper,
    private readonly catalogue: Catalogue,
    private readonly read: ReadDocument,
    private readonly pause: Pause,
  ) {}

  /** Other departments' datasets are none of this connector's. Waits for a consistency proof; never resolves after a fork. */
  async execute(record: CatalogueRecord): Promise<Result<void, 'PROOF_INVALID'>> {
    const head = await this.#head(record);
    const leaf = head === undefined ? undefined : publicationIn(record, head);
    if (leaf === undefined) return fail('PROOF_INVALID');
    if (leaf.prov !== this.department) return ok(undefined);
    const dataset = this.read(record.index, leaf.ds, record.document);
    if (dataset === undefined) return fail('PROOF_INVALID');
    this.catalogue.put(dataset);
    return ok(undefined);
  }

  async #head(record: CatalogueRecord): Promise<VerifiedHead | undefined> {
    for (;;) {
      const head = await this.heads.accept(record.head);
      if (head.ok) return head.value;
      if (head.failure === 'PROOF_INVALID') return undefined;
      if (head.failure === 'FORK') return new Promise(() => undefined);
      await this.pause(HEAD_PAUSE_MS);
    }
  }
}

/** The leaf, if it is in the log, publishes a dataset and names this very document. */
function publicationIn(record: CatalogueRecord, head: VerifiedHead): { readonly ds: string; readonly prov: string } | undefined {
  const proof = resolvePath(decodeHashes(record.hashes) ?? [], record.path);
  if (proof === undefined || record.index >= head.size) return undefined;
  const leaf = hashLeaf(Buffer.from(record.leaf));
  if (!verifyInclusion({ index: record.index, size: head.size, leaf, proof, root: head.root })) return undefined;
  const entry = parseLeaf(record.leaf);
  if (!entry.ok || entry.value.k !== 'dataset.published') return undefined;
  return entry.value.schema === hashText(record.document) ? entry.value : undefined;
}
