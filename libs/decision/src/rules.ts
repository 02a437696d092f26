import { decide } from './decide.js';

/**
 * How each rules number decides. The code of every number that a retained epoch uses stays here, so that its log can still be
 * replayed; a number that is not here is not known to this program (ledger.md §3, Versions).
 */
const DECIDERS: ReadonlyMap<number, typeof decide> = new Map([[1, decide]]);

export function deciderOf(rules: number): typeof decide | undefined {
  return DECIDERS.get(rules);
}
