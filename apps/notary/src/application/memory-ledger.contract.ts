import type { Entry, EntryOf } from '@shutong/decision';
import type { BatchPlan } from './decide-batch.js';
import type { History, StoredFact } from './history.port.js';
import type { CounterRow, FoundConsent, FoundEntry, FoundFact, LoadedRows, LoadRequest, StateRows } from './ledger.port.js';

type Kind = keyof StateRows['ended'];

interface Row extends FoundEntry {
  readonly entry: Entry;
}

/** The ledger's tables of one epoch in memory: read as `load_batch` reads them, written as `keep_state` does (sql/0002-batch.sql). */
export class MemoryLedger implements Pick<History, 'rules' | 'facts' | 'counters' | 'keyChanges'> {
  readonly rows: Row[] = [];
  /** By kind: index of a fact → index of what ended it, 0 while it stands. */
  private readonly standing: Readonly<Record<Kind, Map<number, number>>> = {
    d: new Map(),
    g: new Map(),
    s: new Map(),
    gd: new Map(),
    c: new Map(),
  };
  private readonly counted = new Map<string, CounterRow>();
  private inForce: { readonly rules: number; readonly p: number } | undefined;

  constructor(private readonly epoch: string) {}

  get size(): number {
    return this.rows.length;
  }

  load({ ids, refs, failed, consents }: LoadRequest): LoadedRows {
    const wanted = new Set(consents.map(({ sub, cons, prov, ds }) => `${sub} ${cons} ${prov} ${ds}`));
    const spentBy = this.rows.flatMap(({ entry }) =>
      failed.includes(entry.id) && entry.k === 'query-permitted' ? [entry.use.c] : [],
    );
    const lent = [...this.standing.c.keys()].filter((index) => {
      const { sub, cons, prov, ds } = this.entry(index) as EntryOf<'consent.given'>;
      return wanted.has(`${sub} ${cons} ${prov} ${ds}`) || refs.includes(index) || spentBy.includes(index);
    });
    const guardiansOf = lent.map((index) => (this.entry(index) as EntryOf<'consent.given'>).gd);
    const guardians = [...this.standing.gd.keys()].filter((index) => refs.includes(index) || guardiansOf.includes(index));
    return {
      clock: 0,
      byId: this.rows.filter(({ entry }) => ids.includes(entry.id)),
      refs: refs.flatMap((index) => this.rows[index] ?? []),
      consents: lent.map((index) => this.consent(index)),
      guardians: guardians.map((index) => this.found('gd', index)),
    };
  }

  append({ entries, state }: Pick<BatchPlan, 'entries' | 'state'>): void {
    for (const { index, dedup, leaf, submission } of entries) {
      const h = submission === undefined ? {} : { h: submission.h };
      this.rows.push({ epoch: this.epoch, index, dedup, leaf, entry: JSON.parse(leaf) as Entry, ...h });
    }
    const { added, ended, counters, rules } = state;
    for (const { idx } of added.c) this.standing.c.set(idx, 0);
    for (const kind of ['d', 'g', 's', 'gd'] as const) for (const index of added[kind]) this.standing[kind].set(index, 0);
    for (const kind of ['d', 'g', 's', 'gd', 'c'] as const)
      for (const [index, by] of ended[kind]) this.standing[kind].set(index, by);
    for (const row of counters) this.counted.set(`${row.kind} ${row.ref} ${row.period}`, row);
    this.inForce = rules ?? this.inForce;
  }

  rules(): Promise<{ readonly rules: number; readonly p: number } | undefined> {
    return Promise.resolve(this.inForce);
  }

  facts(): Promise<readonly StoredFact[]> {
    const kinds = ['d', 'g', 's'] as const;
    const all = kinds.flatMap((kind) => [...this.standing[kind].keys()].map((index) => ({ kind, ...this.found(kind, index) })));
    return Promise.resolve(all.toSorted((a, b) => a.index - b.index));
  }

  counters(): Promise<readonly CounterRow[]> {
    return Promise.resolve([...this.counted.values()].filter(({ kind }) => kind !== 'consent'));
  }

  keyChanges(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  private entry(index: number): Entry | undefined {
    return this.rows[index]?.entry;
  }

  private found(kind: Kind, index: number): FoundFact {
    const ended = this.standing[kind].get(index) ?? 0;
    return { index, leaf: this.rows[index]?.leaf ?? '', ...(ended === 0 ? {} : { ended }) };
  }

  private consent(index: number): FoundConsent {
    const counters = [...this.counted.values()].filter(({ kind, ref }) => kind === 'consent' && ref === String(index));
    return { ...this.found('c', index), counters };
  }
}
