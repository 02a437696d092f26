import { parseLeaf } from '@shutong/contracts';
import type { OpeningErased } from '@shutong/decision';
import { fail, ok, type Randomness, type Result } from '@shutong/kernel';
import { eraseFields } from '@shutong/trust';
import type { LogRecords } from './log-records.port.js';
import type { OpeningReader } from './opening-reader.js';
import type { ErasurePlace, OpeningChange, OpeningEraser, Openings, SealedOpening, Stretch } from './openings.port.js';

export type ErasureFault = 'NOT_IN_LOG' | 'NOT_AN_ERASURE';

/** What one run did. A second run finds nothing left to do, except what could not be opened. */
export interface ErasureReport {
  /** Openings that stay, without the erased fields. */
  readonly reduced: number;
  /** Openings of which nothing stays. */
  readonly removed: number;
  /** Openings that the audit key does not open and that hold more than the erased fields: left as they are. */
  readonly unreadable: number;
  /** Content keys destroyed with the last opening under them. */
  readonly keys: number;
}

/** Some 6 MB of the longest openings (protocol.md §9). */
const BATCH = 256;

/**
 * Carries out an `opening.erased` that stands in the log (ledger.md §4, Erasure): salt and value of its fields go out of every opening
 * that it covers. Leaves, proofs and receipts are not touched. Stopped anywhere, it is run again and goes on.
 */
export class EraseOpenings {
  constructor(
    private readonly records: LogRecords,
    private readonly openings: Openings,
    private readonly eraser: OpeningEraser,
    private readonly reader: OpeningReader,
    /** Of the log in which erasures stand. */
    private readonly epoch: string,
    private readonly randomness: Randomness,
  ) {}

  async execute(index: number): Promise<Result<ErasureReport, ErasureFault>> {
    const erasure = await this.#erasureAt(index);
    if (!erasure.ok) return erasure;
    const by = { epoch: this.epoch, index };
    const done = { reduced: 0, removed: 0, unreadable: 0 };
    let stretch = stretchOf(erasure.value, by);
    for (;;) {
      const batch = await this.openings.within(stretch, BATCH);
      const last = batch.at(-1);
      if (last === undefined) break;
      const { changes, unreadable } = await this.#plan(batch, erasure.value.f);
      const made = changes.length === 0 ? new Set<number>() : await this.eraser.erase(stretch.epoch, by, changes);
      for (const { index: at, rest } of changes) if (made.has(at)) done[rest === undefined ? 'removed' : 'reduced'] += 1;
      // Another erasure was at these openings: what it left is read before it is changed.
      if (made.size < changes.length) continue;
      done.unreadable += unreadable;
      stretch = { ...stretch, from: last.index + 1 };
    }
    // What a list names shares its content keys with everybody else of those hours.
    const keys = 'from' in erasure.value.of ? await this.eraser.destroyUnusedKeys(by) : 0;
    return ok({ ...done, keys });
  }

  /** An entry counts once a signed head covers it. */
  async #erasureAt(index: number): Promise<Result<OpeningErased, ErasureFault>> {
    const head = await this.records.newestHead();
    if (head === undefined || index >= head.size) return fail('NOT_IN_LOG');
    const [leaf = new Uint8Array()] = await this.records.entries(index, index + 1);
    const entry = parseLeaf(leaf);
    return entry.ok && entry.value.k === 'opening.erased' ? ok(entry.value) : fail('NOT_AN_ERASURE');
  }

  async #plan(
    batch: readonly SealedOpening[],
    erased: readonly string[],
  ): Promise<{ readonly changes: readonly OpeningChange[]; readonly unreadable: number }> {
    const changes: OpeningChange[] = [];
    let unreadable = 0;
    for (const sealed of batch) {
      const change = await this.#changeOf(sealed, erased);
      if (change === 'unreadable') unreadable += 1;
      else if (change !== undefined) changes.push(change);
    }
    return { changes, unreadable };
  }

  /** Undefined when the opening holds nothing of the erased fields. */
  async #changeOf(sealed: SealedOpening, erased: readonly string[]): Promise<OpeningChange | 'unreadable' | undefined> {
    const { index, id, committed, text: was } = sealed;
    const fields = committed.filter((field) => erased.includes(field));
    if (fields.length === 0) return undefined;
    // All of it goes: nobody has to open it for that, and junk in place of an opening goes too.
    if (fields.length === committed.length) return { index, was };
    const readable = await this.reader.open(sealed);
    if (readable === undefined) return 'unreadable';
    const rest = eraseFields(readable.key, id, was, fields, this.randomness);
    if (rest === undefined) return { index, was };
    return rest === was ? undefined : { index, was, rest };
  }
}

/** What the erasure covers: never an entry behind it, which it cannot have meant. */
function stretchOf(erasure: OpeningErased, by: ErasurePlace): Stretch {
  const epoch = erasure.ep ?? by.epoch;
  const end = epoch === by.epoch ? by.index : Number.MAX_SAFE_INTEGER;
  if ('from' in erasure.of) return { epoch, from: erasure.of.from, to: Math.min(erasure.of.to, end) };
  const among = erasure.of.filter((index) => index < end);
  return { epoch, from: among[0] ?? 0, to: (among.at(-1) ?? -1) + 1, among };
}
