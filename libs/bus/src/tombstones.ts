import { type DeadLetters } from './dead-letters.js';
import { type InRecord, type RecordBatch } from './record-batch.js';

/** A record whose value is there. */
export type FullRecord = InRecord & { readonly value: Buffer };

function isFull(record: InRecord): record is FullRecord {
  return record.value !== null;
}

/**
 * The batch's records with a value; those without go to the dead letters. Only the compacted catalogue has tombstones: in any other
 * topic one is somebody's attempt to make a reader meet `null`.
 */
export async function refuseTombstones(batch: RecordBatch, dead: DeadLetters): Promise<readonly FullRecord[]> {
  const tombstones = batch.records.filter((record) => !isFull(record));
  await dead.put(
    tombstones.map((record) => ({ topic: batch.topic, offset: record.offset, code: 'RECORD_INVALID', value: null })),
  );
  return batch.records.filter(isFull);
}
