import { fromBase64Url } from '@shutong/kernel';
import type pg from 'pg';
import type { FoundConsent, FoundEntry, FoundFact, LoadedRows, LoadRequest } from '../../application/ledger.port.js';

interface Row {
  readonly part: 'clock' | 'id' | 'ref' | 'consent' | 'guardian';
  readonly epoch: string;
  readonly idx: number;
  readonly ended: number;
  readonly dedup: Buffer;
  readonly body: Buffer;
  readonly h: Buffer;
  readonly counters: readonly { readonly period: string; readonly n: number }[];
  readonly ms: number;
}

const LOAD_BATCH = 'select * from notary.load_batch($1, $2, $3, $4, $5, $6, $7, $8, $9)';

/** First round trip of a batch. */
export async function loadBatch(pool: pg.Pool, request: LoadRequest): Promise<LoadedRows> {
  const keys = request.consents;
  const answer = await pool.query<Row>({
    name: 'load_batch',
    text: LOAD_BATCH,
    values: [
      request.epoch,
      request.epochs,
      rawIds(request.ids),
      request.refs,
      rawIds(request.failed),
      keys.map((key) => key.sub),
      keys.map((key) => key.cons),
      keys.map((key) => key.prov),
      keys.map((key) => key.ds),
    ],
  });
  const of = (part: Row['part']): Row[] => answer.rows.filter((row) => row.part === part);
  return {
    clock: of('clock')[0]?.ms ?? Number.NaN,
    byId: of('id').map(toEntry),
    refs: of('ref').map(toEntry),
    consents: of('consent').map(toConsent),
    guardians: of('guardian').map(toFact),
  };
}

/** Ids as 16 raw bytes each, one after the other. They have passed the header's schema, so each decodes. */
export function rawIds(ids: readonly string[]): Buffer {
  return Buffer.concat(ids.map((id) => fromBase64Url(id) ?? new Uint8Array()));
}

function toEntry(row: Row): FoundEntry {
  const entry = { epoch: row.epoch, index: row.idx, dedup: row.dedup, leaf: row.body.toString() };
  return row.h.length === 0 ? entry : { ...entry, h: row.h.toString() };
}

function toFact(row: Row): FoundFact {
  const fact = { index: row.idx, leaf: row.body.toString() };
  return row.ended === 0 ? fact : { ...fact, ended: row.ended };
}

function toConsent(row: Row): FoundConsent {
  return { ...toFact(row), counters: row.counters };
}
