import type { Head } from '@shutong/contracts';
import { toBase64 } from '@shutong/kernel';
import { type Hash, ProofPool } from '@shutong/tlog';

/** Room left below the 600 kB of a record for what the estimate does not see: commas, member names of the frame. */
const RECORD_BUDGET_BYTES = 580_000;
/** A hash of 44 characters with quotes and comma, and its position in a path. */
const HASH_COST_BYTES = 47 + 6;

/** An item in the making: it becomes JSON once its proofs have their positions in the record's pool. */
export interface ItemDraft<T> {
  readonly proofs: readonly (readonly Hash[])[];
  /** Bytes of the item without its paths, not too low. */
  readonly bytes: number;
  build(paths: readonly (readonly number[])[]): T;
}

export interface CutRecord<T> {
  readonly hashes: readonly string[];
  readonly items: readonly T[];
}

/**
 * Spreads items over as few records as the size cap allows, in order, each record with one pool in which every hash stands once.
 * `besideBytes` is what a record holds beside head and items.
 */
export function cutRecords<T>(head: Head, drafts: readonly ItemDraft<T>[], besideBytes: number): readonly CutRecord<T>[] {
  const records: CutRecord<T>[] = [];
  const frame = besideBytes + head.note.length + head.consistency.length * HASH_COST_BYTES;
  let pool = new ProofPool();
  let items: T[] = [];
  let bytes = frame;
  const close = (): void => {
    if (items.length > 0) records.push({ hashes: pool.hashes.map(toBase64), items });
    pool = new ProofPool();
    items = [];
    bytes = frame;
  };
  for (const draft of drafts) {
    const most = draft.bytes + draft.proofs.reduce((sum, proof) => sum + proof.length * HASH_COST_BYTES, 0);
    if (bytes + most > RECORD_BUDGET_BYTES) close();
    const before = pool.hashes.length;
    const paths = draft.proofs.map((proof) => pool.add(proof));
    bytes += draft.bytes + (pool.hashes.length - before) * 47 + paths.reduce((sum, path) => sum + path.length * 6, 0);
    items.push(draft.build(paths));
  }
  close();
  return records;
}
