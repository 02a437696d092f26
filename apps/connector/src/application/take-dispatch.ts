import type { DispatchBatch } from '@shutong/contracts';
import type { Clock } from '@shutong/kernel';
import type { Hash } from '@shutong/tlog';
import { decodeHashes, type HeadKeeper } from '@shutong/trust';
import type { TrustedHead } from '../domain/check/log-proof.js';
import type { ProvenQuery } from '../domain/check/proven-query.js';
import type { Alarm } from './alarm.js';
import type { ExamineItem } from './examine-item.js';
import type { Journal } from './journal.port.js';
import type { Pause } from './pause.js';
import type { ServeQueries } from './serve-queries.js';

/** A dispatch record of the right shape. */
export interface TakenRecord {
  readonly offset: bigint;
  /** As it came. */
  readonly value: Uint8Array;
  readonly batch: DispatchBatch;
}

/** An item, or without `item` a whole record, that proves nothing. */
export interface RefusedItem {
  readonly offset: bigint;
  readonly item?: number;
  readonly by?: string;
  readonly value: Uint8Array;
}

export interface Dispatching {
  readonly heads: HeadKeeper;
  readonly examine: ExamineItem;
  readonly serve: ServeQueries;
  readonly journal: Journal;
  /** Puts them on the dead-letter topic. */
  readonly refuse: (items: readonly RefusedItem[]) => Promise<void>;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly pause: Pause;
}

type HeadVerdict =
  { readonly kind: 'trusted'; readonly head: TrustedHead } | { readonly kind: 'unknown' } | { readonly kind: 'invalid' };

const HEAD_PAUSE_MS = 500;
/** No query has a later deadline (protocol.md §9), so no head needs to be held longer. */
const LONGEST_HOLD_MS = 32_000;

/** Takes the notary's records: what is in the log goes on to be served, what proves nothing to the dead letters. */
export class TakeDispatch {
  constructor(private readonly desk: Dispatching) {}

  /**
   * Resolves when more can be taken; `handled` when every query of these records is ended. Never resolves once the log has forked:
   * nothing is served, and after an operator has acted these records are read again.
   */
  async execute(records: readonly TakenRecord[]): Promise<{ readonly handled: Promise<unknown> }> {
    const proven: ProvenQuery[] = [];
    const refused: RefusedItem[] = [];
    const held: Promise<void>[] = [];
    for (const record of records) {
      this.desk.journal.acknowledge((record.batch.acks ?? []).map(({ id }) => id));
      const verdict = await this.#judgeHead(record);
      if (verdict.kind === 'trusted') proven.push(...this.#prove(record, verdict.head, refused));
      else if (verdict.kind === 'unknown') held.push(this.#hold(record));
      else refused.push({ offset: record.offset, value: record.value });
    }
    const handled = Promise.all([this.#refuse(refused), this.desk.serve.execute(proven), ...held]);
    // A rejection is the consumer's, through `handled`; here it only must not go unseen while this waits for room.
    handled.catch(() => undefined);
    await this.desk.serve.room();
    return { handled };
  }

  async #judgeHead({ batch }: TakenRecord): Promise<HeadVerdict> {
    const head = await this.desk.heads.accept(batch.head);
    if (head.ok) return { kind: 'trusted', head: head.value };
    if (head.failure === 'FORK') return new Promise(() => undefined);
    return { kind: head.failure === 'HEAD_UNKNOWN' ? 'unknown' : 'invalid' };
  }

  #prove(record: TakenRecord, head: TrustedHead, refused: RefusedItem[]): readonly ProvenQuery[] {
    const hashes = hashesOf(record.batch);
    return record.batch.items.flatMap((item, place) => {
      const query = this.desk.examine.prove(item, hashes, head);
      if (query.ok) return [query.value];
      refused.push({ offset: record.offset, item: place, by: item.tick.by, value: Buffer.from(JSON.stringify(item)) });
      return [];
    });
  }

  /** protocol.md §3.3: without a proof the items wait for one; at their deadline they fail. */
  async #hold(record: TakenRecord): Promise<void> {
    const hashes = hashesOf(record.batch);
    const unproven = record.batch.items.flatMap((item) => {
      const query = this.desk.examine.readUnproven(item, hashes);
      return query.ok ? [query.value] : [];
    });
    const now = this.desk.clock.now();
    const last = Math.min(now + LONGEST_HOLD_MS, Math.max(now, ...unproven.map(({ deadlineMs }) => deadlineMs)));
    while (this.desk.clock.now() < last) {
      await this.desk.pause(HEAD_PAUSE_MS);
      const verdict = await this.#judgeHead(record);
      if (verdict.kind === 'trusted') return this.#serveLate(record, verdict.head);
    }
    this.desk.alarm('HEAD_UNKNOWN', `no consistency proof to be had for ${String(unproven.length)} queries`);
    return this.desk.serve.failUnproven(unproven);
  }

  async #serveLate(record: TakenRecord, head: TrustedHead): Promise<void> {
    const refused: RefusedItem[] = [];
    const proven = this.#prove(record, head, refused);
    await Promise.all([this.#refuse(refused), this.desk.serve.execute(proven)]);
  }

  async #refuse(items: readonly RefusedItem[]): Promise<void> {
    if (items.length === 0) return;
    this.desk.alarm('PROOF_INVALID', `${String(items.length)} dispatched records or items prove nothing`);
    await this.desk.refuse(items);
  }
}

/** The record's shape was checked: each is 32 bytes of base64. */
function hashesOf(batch: DispatchBatch): readonly Hash[] {
  const hashes = decodeHashes(batch.hashes);
  if (hashes === undefined) throw new Error('a checked record holds what is no hash');
  return hashes;
}
