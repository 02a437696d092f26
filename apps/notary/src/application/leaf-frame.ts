import type { Header } from '@shutong/contracts';
import { toInstant } from '@shutong/kernel';
import type { Submission } from '../domain/submission.js';

/** Members every entry made for a submission has (ledger.md §3). */
export interface LeafFrame {
  readonly v: 1;
  readonly at: string;
  readonly id: string;
  readonly src: { readonly by: string; readonly d: string };
}

/** `at` in epoch ms. */
export function frameOf(at: number, submission: Submission<Header>): LeafFrame {
  return { v: 1, at: toInstant(at), id: submission.header.id, src: { by: submission.tick.by, d: submission.d } };
}

type Present<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The members that are there: a leaf holds nothing empty. */
export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
