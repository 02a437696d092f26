import { type CatalogueRecord, DatasetContract, parseDatasetDocument } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { fail, hashText, ok, type Result } from '@shutong/kernel';
import { decodeHashes, type VerifiedHead } from '@shutong/trust';
import { type CheckedEntry, checkEntry } from '../domain/decision/proven-entry.js';

/** One publication: how queries and answers of a dataset look. Permission comes from the log's leaves only. */
export interface Publication {
  /** Log index of its `dataset.published`. */
  readonly index: number;
  readonly contract: DatasetContract;
  readonly published: CheckedEntry;
  readonly isRetired: boolean;
}

/** A query decided on the publication before may still be under way when the next one arrives. */
const KEPT_PER_DATASET = 2;

/** Dataset documents, each proven to be the one that the log published (protocol.md §3.7). */
export class Catalogue {
  private readonly byDataset = new Map<string, readonly Publication[]>();

  /** The newest publication of `D01` (its newest major) or `D01@1`. */
  find(code: string): Publication | undefined {
    if (code.includes('@')) return this.byDataset.get(code)?.[0];
    const majors = [...this.byDataset.keys()].filter((ds) => ds.startsWith(`${code}@`));
    const newest = majors.toSorted((a, b) => majorOf(b) - majorOf(a))[0];
    return newest === undefined ? undefined : this.byDataset.get(newest)?.[0];
  }

  /** The publication with that log index, if it has arrived. */
  at(ds: string, index: number): Publication | undefined {
    return this.byDataset.get(ds)?.find((publication) => publication.index === index);
  }

  list(): readonly Publication[] {
    return [...this.byDataset.values()].flatMap(([newest]) => newest ?? []);
  }

  /** Takes a record under a verified head; a lower index than held is ignored. */
  take(record: CatalogueRecord, head: VerifiedHead): Result<void, 'PROOF_INVALID'> {
    const publication = publicationOf(record, head);
    if (publication === undefined) return fail('PROOF_INVALID');
    const { ds } = publication.contract;
    const held = this.byDataset.get(ds) ?? [];
    const others = held.filter(({ index }) => index !== publication.index);
    // A record of before the retirement, sent again, does not undo it.
    const isRetired = publication.isRetired || held.some(({ index, isRetired: was }) => index === publication.index && was);
    const newestFirst = [{ ...publication, isRetired }, ...others].toSorted((a, b) => b.index - a.index);
    this.byDataset.set(ds, newestFirst.slice(0, KEPT_PER_DATASET));
    return ok(undefined);
  }
}

function publicationOf(record: CatalogueRecord, head: VerifiedHead): Publication | undefined {
  const hashes = decodeHashes(record.hashes);
  const published = hashes === undefined ? undefined : checkEntry(record, hashes, head);
  if (hashes === undefined || published?.ok !== true) return undefined;
  const contract = contractOf(published.value.entry, record.document);
  if (contract === undefined) return undefined;
  const retired = record.retired === undefined ? undefined : checkEntry(record.retired, hashes, head);
  if (retired !== undefined && (!retired.ok || retired.value.entry.k !== 'dataset.retired')) return undefined;
  return { index: record.index, contract, published: published.value, isRetired: retired !== undefined };
}

/** The compiled document, if the entry publishes that very text. */
function contractOf(entry: Entry, text: string): DatasetContract | undefined {
  if (entry.k !== 'dataset.published' || entry.schema !== hashText(text)) return undefined;
  const document = parseDatasetDocument(text);
  const contract = document.ok ? DatasetContract.compile(document.value) : document;
  if (!contract.ok || contract.value.ds !== entry.ds) return undefined;
  return contract.value.document.providerUscc === entry.prov ? contract.value : undefined;
}

function majorOf(ds: string): number {
  return Number(ds.split('@')[1] ?? 0);
}
