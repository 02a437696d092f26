import type { ConsentGiven, DatasetPublished, GrantIssued, GuardianRegistered, SuspensionSet } from '../entry/access-facts.js';

/** A fact of the log with its index and, once ended, the index of what ended it. */
export interface Standing<E> {
  readonly index: number;
  readonly fact: E;
  readonly end?: number;
}

export type Dataset = Standing<DatasetPublished>;
export type Grant = Standing<GrantIssued>;
export type Consent = Standing<ConsentGiven>;
export type Guardian = Standing<GuardianRegistered>;
export type Suspension = Standing<SuspensionSet>;

/** The rules number in force and the entry that set it. */
export interface Rules {
  readonly rules: number;
  readonly p: number;
}

export type CounterKind = 'grant.day' | 'grant.total' | 'consent' | 'budget.day' | 'budget.month';

/** One counter: `ref` is a log index or `<cons> <ds>`, `period` a calendar period at UTC+8, `ALL` for totals. */
export interface Counter {
  readonly kind: CounterKind;
  readonly ref: string;
  readonly period: string;
  readonly n: number;
}

export function counterKey(kind: CounterKind, ref: string | number, period: string): string {
  return `${kind}|${ref}|${period}`;
}
