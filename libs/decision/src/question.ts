import type { Instant } from '@shutong/kernel';
import type { AskedMembers } from './entry/query-entries.js';

/** A query as `decide` sees it: the leaf's members, and the time of its batch. Whether a case number was given is in `c.case`. */
export interface Question extends Omit<AskedMembers, 'c'> {
  readonly hasCase: boolean;
  readonly at: Instant;
}

export function questionOf(asked: AskedMembers, at: Instant): Question {
  const { cons, sys, prov, ds, mode, purpose, basis, law, role, fields, rows, sub, c } = asked;
  const hasCase = c['case'] !== undefined;
  return {
    cons,
    sys,
    prov,
    ds,
    mode,
    purpose,
    basis,
    law,
    role,
    fields,
    hasCase,
    at,
    ...(rows !== undefined && { rows }),
    ...(sub !== undefined && { sub }),
  };
}
