import { fromBase64Url, toInstant } from '@shutong/kernel';
import type { EdgeTree } from '@shutong/tlog';
import type pg from 'pg';
import {
  History,
  type StoredEntry,
  type StoredFact,
  type StoredHead,
  type StoredOffset,
  type StoredOutbox,
} from '../../application/history.port.js';
import type { CounterRow } from '../../application/ledger.port.js';
import { readTree } from './read-tree.js';

const HEAD = 'select origin, size, root, at, state from notary.head where epoch = $1';
const FACTS = `select s.kind, s.idx, s.ended, e.body from (
    select 'd' as kind, epoch, idx, ended from notary.st_dataset
    union all select 'g', epoch, idx, ended from notary.st_grant
    union all select 's', epoch, idx, ended from notary.st_suspension
  ) s join notary.entry e using (epoch, idx) where s.epoch = $1 order by s.idx`;
const COUNTERS = `select kind, ref, period, n from notary.st_counter where epoch = $1 and kind <> 'consent'`;
const KEYS = 'select e.idx, e.body from notary.st_key k join notary.entry e using (epoch, idx) where k.epoch = $1 order by e.idx';
const ENTRY = 'select idx, body from notary.entry where epoch = $1 and idx = $2';
const OUTBOX = `select o.idx, o.topic, o.deadline, o.message, e.body, coalesce(s.h, ''::bytea) as h, coalesce(s.tick, ''::bytea) as tick,
    exists (select from notary.entry x where x.epoch = o.epoch and x.id = e.id and x.idx > o.idx
      and convert_from(x.body, 'UTF8')::jsonb ->> 'k' in ('answered', 'failed')) as has_outcome
  from notary.outbox o join notary.entry e using (epoch, idx) left join notary.submission s using (epoch, idx)
  where o.epoch = $1 order by o.idx, o.topic`;

interface BodyRow {
  readonly idx: number;
  readonly body: Buffer;
}

export class PgHistory extends History {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  override async head(epoch: string): Promise<StoredHead | undefined> {
    const row = await this.first<Omit<StoredHead, 'at'> & { at: Date }>(HEAD, [epoch]);
    return row === undefined ? undefined : { ...row, at: row.at.getTime() };
  }

  override async open(epoch: string, origin: string, at: number): Promise<void> {
    await this.pool.query('select notary.open_epoch($1, $2, $3)', [epoch, origin, toInstant(at)]);
  }

  override async freeze(epoch: string): Promise<void> {
    await this.pool.query(`update notary.head set state = 'frozen' where epoch = $1`, [epoch]);
  }

  override tree(epoch: string, size: number): Promise<EdgeTree> {
    return readTree(this.pool, epoch, size);
  }

  override async facts(epoch: string): Promise<readonly StoredFact[]> {
    const answer = await this.pool.query<BodyRow & { kind: StoredFact['kind']; ended: number }>(FACTS, [epoch]);
    return answer.rows.map((row) => ({ ...toEntry(row), kind: row.kind, ...(row.ended === 0 ? {} : { ended: row.ended }) }));
  }

  override async counters(epoch: string): Promise<readonly CounterRow[]> {
    return (await this.pool.query<CounterRow>(COUNTERS, [epoch])).rows;
  }

  override async keyChanges(epoch: string): Promise<readonly StoredEntry[]> {
    return (await this.pool.query<BodyRow>(KEYS, [epoch])).rows.map(toEntry);
  }

  override async entry(epoch: string, index: number): Promise<StoredEntry | undefined> {
    const row = await this.first<BodyRow>(ENTRY, [epoch, index]);
    return row === undefined ? undefined : toEntry(row);
  }

  override rules(epoch: string): Promise<{ readonly rules: number; readonly p: number } | undefined> {
    return this.first('select rules, p from notary.st_rules where epoch = $1', [epoch]);
  }

  override offset(topic: string): Promise<StoredOffset | undefined> {
    return this.first('select cluster, next from notary.consumed where topic = $1 and part = 0', [topic]);
  }

  override async begin(topic: string, offset: StoredOffset): Promise<void> {
    await this.pool.query('insert into notary.consumed (topic, part, cluster, next) values ($1, 0, $2, $3)', [
      topic,
      offset.cluster,
      offset.next,
    ]);
  }

  override async outbox(epoch: string): Promise<readonly StoredOutbox[]> {
    const answer = await this.pool.query<
      BodyRow & { topic: string; deadline: Date; message: Buffer; h: Buffer; tick: Buffer; has_outcome: boolean }
    >(OUTBOX, [epoch]);
    return answer.rows.map((row) => ({
      ...toEntry(row),
      topic: row.topic,
      deadline: row.deadline.getTime(),
      message: row.message.toString(),
      h: row.h.toString(),
      seal: row.tick.toString(),
      hasOutcome: row.has_outcome,
    }));
  }

  override async document(hash: string): Promise<string | undefined> {
    const row = await this.first<{ text: Buffer }>('select text from notary.document where hash = $1', [fromBase64Url(hash)]);
    return row?.text.toString();
  }

  override async note(epoch: string, size: number): Promise<string | undefined> {
    const row = await this.first<{ note: Buffer }>('select note from notary.checkpoint where epoch = $1 and size = $2', [
      epoch,
      size,
    ]);
    return row?.note.toString();
  }

  private async first<R extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<R | undefined> {
    return (await this.pool.query<R>(text, [...values])).rows[0];
  }
}

function toEntry(row: BodyRow): StoredEntry {
  return { index: row.idx, leaf: row.body.toString() };
}
