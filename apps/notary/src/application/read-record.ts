import { type Header, parseHeader, parseTick, type Tick, type TickItem } from '@shutong/contracts';
import { isId, parseJson } from '@shutong/kernel';

/** A record as it came, read but not yet believed. */
export interface ReadRecord {
  readonly offset: bigint;
  readonly value: Uint8Array;
  /** When it was read, epoch ms. */
  readonly arrivedAt: number;
  /** Absent when the record is no tick at all. */
  readonly tick?: Tick;
  readonly items: readonly ReadItem[];
  /** Submissions in it, at least one. */
  readonly count: number;
  /** Nobody waits for it: outcomes and releases only. */
  readonly isPatient: boolean;
}

export interface ReadItem {
  readonly item: TickItem;
  /** Absent when the text is no header. */
  readonly header?: Header;
  /** The id a refusal can name. */
  readonly id?: string;
}

/** Reads one record's bytes. Syntax only: who signed and who may is judged when the batch is made, under the keys then in force. */
export function readRecord(record: { readonly offset: bigint; readonly value: Buffer | null }, arrivedAt: number): ReadRecord {
  const frame = { offset: record.offset, value: record.value ?? Buffer.alloc(0), arrivedAt };
  const tick = parseTick(record.value);
  if (!tick.ok) return { ...frame, items: [], count: 1, isPatient: false };
  const items = tick.value.items.map(readItem);
  return { ...frame, tick: tick.value, items, count: items.length, isPatient: items.every(isOutcome) };
}

function readItem(item: TickItem): ReadItem {
  const header = parseHeader(item.h);
  if (header.ok) return { item, header: header.value, id: header.value.id };
  const id = idIn(item.h);
  return id === undefined ? { item } : { item, id };
}

function idIn(h: string): string | undefined {
  const parsed = parseJson(h, { maxBytes: 12_288, maxDepth: 8 });
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null || !('id' in parsed.value)) return undefined;
  const { id } = parsed.value;
  return typeof id === 'string' && isId(id) ? id : undefined;
}

function isOutcome({ header }: ReadItem): boolean {
  return header !== undefined && (header.type === 'answered' || header.type === 'failed' || header.type === 'not-released');
}
