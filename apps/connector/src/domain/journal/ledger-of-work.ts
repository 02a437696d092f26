import type { Outcome, TakenPermit } from './outcome.js';

/** What this department has done about an id (row 4 of protocol.md §7.2). */
export type Standing =
  | { readonly kind: 'new' }
  /** Taken before a crash, without outcome: it may have been read. */
  | { readonly kind: 'permitted' }
  | { readonly kind: 'closed'; readonly outcome: Outcome }
  /** Too old to be remembered: not above the largest forgotten index. */
  | { readonly kind: 'forgotten' };

export type JournalLine =
  | ({ readonly t: 'permit' } & TakenPermit)
  | ({ readonly t: 'outcome' } & Outcome)
  | { readonly t: 'acked'; readonly id: string }
  | { readonly t: 'forgotten'; readonly index: number };

interface Remembered {
  readonly index: number;
  readonly deadlineMs: number;
  /** Of a permit; a query that failed before it was taken has none. */
  readonly lh?: string;
  readonly outcome?: Outcome;
  readonly isAcked?: true;
}

/** protocol.md §8: ids are kept ten minutes past their deadline. */
const KEPT_MS = 600_000;

/** The journal's meaning in memory: the same lines in the same order give the same standing, after a crash too. */
export class LedgerOfWork {
  readonly #byId = new Map<string, Remembered>();
  #forgotten = -1;

  /** Largest index among forgotten ids; −1 while none is. */
  get forgotten(): number {
    return this.#forgotten;
  }

  standing(id: string, index: number): Standing {
    const known = this.#byId.get(id);
    if (known === undefined) return { kind: index <= this.#forgotten ? 'forgotten' : 'new' };
    return known.outcome === undefined ? { kind: 'permitted' } : { kind: 'closed', outcome: known.outcome };
  }

  apply(line: JournalLine): void {
    if (line.t === 'forgotten') this.#forgotten = Math.max(this.#forgotten, line.index);
    else if (line.t === 'acked') this.#ack(line.id);
    else if (line.t === 'permit') this.#take(line);
    else this.#close(line);
  }

  /** A permit after an outcome changes nothing: what is closed is never read for again. */
  #take({ id, index, lh, deadlineMs }: TakenPermit): void {
    if (this.#byId.get(id)?.outcome === undefined) this.#byId.set(id, { index, deadlineMs, lh });
  }

  /** The first outcome stands: a later one of the same id would let a copy give back what was spent. */
  #close({ t: _tag, ...outcome }: { readonly t: 'outcome' } & Outcome): void {
    if (this.#byId.get(outcome.id)?.outcome !== undefined) return;
    this.#byId.set(outcome.id, { index: outcome.index, deadlineMs: outcome.deadlineMs, outcome });
  }

  #ack(id: string): void {
    const known = this.#byId.get(id);
    if (known?.outcome !== undefined) this.#byId.set(id, { ...known, isAcked: true });
  }

  /** Outcomes that the notary has not acknowledged, in the order they were made. */
  unacked(): readonly Outcome[] {
    return [...this.#byId.values()].flatMap(({ outcome, isAcked }) =>
      outcome === undefined || isAcked === true ? [] : [outcome],
    );
  }

  /** Forgets what is ten minutes past its deadline, but for outcomes still to be acknowledged. */
  forget(now: number): void {
    for (const [id, known] of this.#byId) {
      const isOpenEnded = known.outcome !== undefined && known.isAcked !== true;
      if (isOpenEnded || now < known.deadlineMs + KEPT_MS) continue;
      this.#byId.delete(id);
      this.#forgotten = Math.max(this.#forgotten, known.index);
    }
  }

  /** The shortest lines with the same meaning. */
  lines(): readonly JournalLine[] {
    const kept = [...this.#byId].flatMap(([id, known]): JournalLine[] => {
      if (known.outcome === undefined)
        return [{ t: 'permit', id, index: known.index, lh: known.lh ?? '', deadlineMs: known.deadlineMs }];
      return [{ t: 'outcome', ...known.outcome }, ...(known.isAcked === true ? [{ t: 'acked' as const, id }] : [])];
    });
    return this.#forgotten < 0 ? kept : [{ t: 'forgotten', index: this.#forgotten }, ...kept];
  }
}
