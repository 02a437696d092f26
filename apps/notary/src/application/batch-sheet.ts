import type { Entry } from '@shutong/decision';
import { canonicalJson } from '@shutong/kernel';
import { hashLeaf } from '@shutong/tlog';
import type { OwnDraft } from '../domain/own-draft.js';
import type { Submission } from '../domain/submission.js';
import type { FoundEntry, LoadedRows, NewEntry } from './ledger.port.js';

/** An entry of the log or of the batch being made. */
export interface KnownEntry {
  readonly epoch: string;
  readonly index: number;
  readonly leaf: string;
  readonly entry: Entry;
  readonly dedup: Uint8Array;
  /** The submitted header, absent for the notary's own entries. */
  readonly h?: string;
}

/**
 * The entries of one batch in the making, together with the older ones it has to know, so that a repeat inside a batch is found like any
 * other. Thrown away when the batch is not appended.
 */
export class BatchSheet {
  readonly entries: NewEntry[] = [];
  readonly made: KnownEntry[] = [];
  private readonly byDedup = new Map<string, KnownEntry>();
  private readonly byId = new Map<string, KnownEntry[]>();
  private readonly byIndex = new Map<number, KnownEntry>();

  constructor(
    readonly epoch: string,
    /** Size of the log before the batch. */
    readonly from: number,
    loaded: Pick<LoadedRows, 'byId' | 'refs'>,
  ) {
    for (const row of loaded.byId) this.remember(known(row));
    for (const row of loaded.refs) this.byIndex.set(row.index, known(row));
  }

  get nextIndex(): number {
    return this.from + this.entries.length;
  }

  /** The entry already made for such a submission. */
  seen(dedup: Uint8Array): KnownEntry | undefined {
    return this.byDedup.get(keyOf(dedup));
  }

  /** All entries under an id, older first. */
  under(id: string): readonly KnownEntry[] {
    return this.byId.get(id) ?? [];
  }

  /** An entry of this epoch that a fact points at; `undefined` when the log holds none there. */
  at(index: number): KnownEntry | undefined {
    return this.byIndex.get(index);
  }

  /** Adds the entry of a submission at the next index. */
  add(entry: Entry, dedup: Uint8Array, submission: Submission): KnownEntry {
    return this.put(entry, dedup, attachments(submission), { h: submission.h });
  }

  /** Adds an entry of the notary's own. */
  addOwn({ entry, document }: OwnDraft, dedup: Uint8Array): KnownEntry {
    return this.put(entry, dedup, document === undefined ? {} : { document }, {});
  }

  private put(entry: Entry, dedup: Uint8Array, attached: Attached, header: Pick<KnownEntry, 'h'>): KnownEntry {
    const leaf = canonicalJson(entry);
    const made = { epoch: this.epoch, index: this.nextIndex, leaf, entry, dedup, ...header };
    this.entries.push({ index: made.index, id: entry.id, dedup, leaf, leafHash: hashLeaf(leaf), ...attached });
    this.made.push(made);
    this.remember(made);
    return made;
  }

  private remember(made: KnownEntry): void {
    this.byDedup.set(keyOf(made.dedup), made);
    const { id } = made.entry;
    this.byId.set(id, [...(this.byId.get(id) ?? []), made]);
    if (made.epoch === this.epoch) this.byIndex.set(made.index, made);
  }
}

function known(row: FoundEntry): KnownEntry {
  // Our own row: it was valid when it was appended, and the tree's root covers it.
  return { ...row, entry: JSON.parse(row.leaf) as Entry };
}

function keyOf(dedup: Uint8Array): string {
  return Buffer.from(dedup).toString('latin1');
}

type Attached = Pick<NewEntry, 'submission' | 'opening' | 'document'>;

function attachments(submission: Submission): Attached {
  const { h, tick, o, doc, header } = submission;
  return {
    submission: { h, seal: JSON.stringify(tick) },
    ...(o === undefined ? {} : { opening: o }),
    ...(doc === undefined || header.dd === undefined ? {} : { document: { hash: header.dd, text: doc } }),
  };
}
