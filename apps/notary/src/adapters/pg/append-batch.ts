import { fromBase64Url, toInstant } from '@shutong/kernel';
import type pg from 'pg';
import type { BatchRows, NewEntry, OutboxRow } from '../../application/ledger.port.js';
import { rawIds } from './load-batch.js';
import { pack, packTexts } from './packed.js';

const PARAMETERS = 41;
const APPEND_BATCH = `select notary.append_batch(${Array.from({ length: PARAMETERS }, (_, place) => `$${place + 1}`).join(', ')})`;
/** Second round trip of a batch: one call, one transaction, committed when resolved. */
export async function appendBatch(pool: pg.Pool, rows: BatchRows): Promise<void> {
  const values = [
    ...headValues(rows),
    ...entryValues(rows.entries),
    ...keyValues(rows),
    ...outboxValues(rows.outbox),
    ...treeValues(rows),
  ];
  await pool.query({ name: 'append_batch', text: APPEND_BATCH, values });
}

function headValues(rows: BatchRows): unknown[] {
  const { from, to, offset } = rows;
  return [
    rows.epoch,
    from.size,
    from.root,
    to.size,
    to.root,
    toInstant(rows.at),
    offset.topic,
    0,
    offset.cluster,
    offset.from,
    offset.to,
  ];
}

function entryValues(entries: readonly NewEntry[]): unknown[] {
  const bodies = packTexts(entries.map((entry) => entry.leaf));
  const submitted = entries.flatMap((entry) =>
    entry.submission === undefined ? [] : [{ index: entry.index, ...entry.submission }],
  );
  const hs = packTexts(submitted.map((entry) => entry.h));
  const seals = packTexts(submitted.map((entry) => entry.seal));
  const opened = entries.flatMap((entry) => (entry.opening === undefined ? [] : [{ index: entry.index, bytes: entry.opening }]));
  const openings = packTexts(opened.map((entry) => entry.bytes));
  return [
    rawIds(entries.map((entry) => entry.id)),
    Buffer.concat(entries.map((entry) => entry.dedup)),
    Buffer.concat(entries.map((entry) => entry.leafHash)),
    bodies.bytes,
    bodies.cuts,
    submitted.map((entry) => entry.index),
    hs.bytes,
    hs.cuts,
    seals.bytes,
    seals.cuts,
    opened.map((entry) => entry.index),
    openings.bytes,
    openings.cuts,
  ];
}

function keyValues(rows: BatchRows): unknown[] {
  const jwes = packTexts(rows.openingKeys.map((key) => key.jwe));
  const documents = rows.entries.flatMap((entry) => (entry.document === undefined ? [] : [entry.document]));
  const texts = packTexts(documents.map((document) => document.text));
  return [
    rawIds(rows.openingKeys.map((key) => key.okid)),
    jwes.bytes,
    jwes.cuts,
    pack(documents.map((document) => fromBase64Url(document.hash) ?? new Uint8Array())).bytes,
    texts.bytes,
    texts.cuts,
  ];
}

function outboxValues(outbox: readonly OutboxRow[]): unknown[] {
  const messages = packTexts(outbox.map((row) => row.message));
  return [
    outbox.map((row) => row.index),
    outbox.map((row) => row.topic),
    outbox.map((row) => toInstant(row.deadline)),
    messages.bytes,
    messages.cuts,
  ];
}

function treeValues(rows: BatchRows): unknown[] {
  const { added, ended, counters, rules } = rows.state;
  const hasFacts = Object.values(added).some((list) => list.length > 0) || Object.values(ended).some((list) => list.length > 0);
  const state = { ...(hasFacts ? { facts: { added, ended } } : {}), counters, ...(rules === undefined ? {} : { rules }) };
  return [
    rows.tiles.map((tile) => tile.level),
    rows.tiles.map((tile) => tile.n),
    Buffer.concat(rows.tiles.map((tile) => tile.data)),
    Buffer.from(rows.note),
    rows.replacedCheckpoint ?? -1,
    JSON.stringify(state),
  ];
}
