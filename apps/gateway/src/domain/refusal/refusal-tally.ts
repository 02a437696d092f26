import type { EdgeReason } from '@shutong/kernel';

/** What makes refusals equal: who asked for what, and the code (protocol.md §6.3). */
export interface RefusalKind {
  readonly code: EdgeReason;
  /** Department, system, provider and dataset, as far as known. */
  readonly cons?: string;
  readonly sys?: string;
  readonly prov?: string;
  readonly ds?: string;
  /** Client address where no token names a system; it never leaves this process. */
  readonly address?: string;
}

export interface Tallied {
  readonly kind: RefusalKind;
  /** How many refusals this stands for. */
  readonly n: number;
}

/** Equal refusals of one second that are recorded one by one. */
const RECORDED_SINGLY = 10;
const SECOND_MS = 1_000;
/** Kinds counted at a time: beyond it, refusals are recorded one by one again, so a flood of kinds is bounded by Kafka, not by memory. */
const MAX_KINDS = 10_000;

/** Counts equal refusals, so that a flood of them cannot flood the log: only the count is submitted at the second's end. */
export class RefusalTally {
  private readonly counts = new Map<string, { readonly kind: RefusalKind; seen: number; folded: number }>();
  private second = 0;

  /** True when this refusal was counted and is submitted later; false when it has to be recorded by itself. */
  isFolded(kind: RefusalKind, isAlwaysFolded: boolean, now: number): boolean {
    const key = [kind.code, kind.cons, kind.sys, kind.prov, kind.ds, kind.address].join('|');
    const count = this.counts.get(key) ?? { kind, seen: 0, folded: 0 };
    if (!this.counts.has(key) && this.counts.size >= MAX_KINDS) return false;
    this.counts.set(key, count);
    this.second ||= now;
    count.seen += 1;
    if (!isAlwaysFolded && count.seen <= RECORDED_SINGLY) return false;
    count.folded += 1;
    return true;
  }

  /** The counts of a second that is over; empty while it lasts. */
  due(now: number): readonly Tallied[] {
    if (this.second === 0 || now - this.second < SECOND_MS) return [];
    return this.drain();
  }

  /** All counts, at once. */
  drain(): readonly Tallied[] {
    const tallied = [...this.counts.values()].flatMap(({ kind, folded }) => (folded === 0 ? [] : [{ kind, n: folded }]));
    this.counts.clear();
    this.second = 0;
    return tallied;
  }
}
