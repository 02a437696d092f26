import { fail, ok, type Result } from '@shutong/kernel';
import type { Entry, EntryKind } from '../entry/entry.js';
import type { Failed } from '../entry/query-entries.js';
import type { State } from '../state/state.js';
import {
  endFact,
  type FactFault,
  giveConsent,
  issueGrant,
  publishDataset,
  registerGuardian,
  setSuspension,
} from './apply-facts.js';
import { spend, type Spending } from './spend.js';

/** What `apply` asks of an earlier entry: its kind, and of a permit whose outcome is to come what it has spent. */
export type EarlierEntry = Spending | { readonly k: EntryKind };

/** Finds an earlier entry of this epoch by its index. */
export type Earlier = (index: number) => EarlierEntry | undefined;

const APPLIED: Result<void, FactFault> = ok(undefined);

/**
 * What entry `index` changes. A fact that contradicts the log is refused and changes nothing (`FACT_INVALID`, ledger.md §3).
 * `earlier` is asked for entries that the state does not hold: the query of an outcome, and what a record fact refers to.
 */
export function apply(state: State, index: number, entry: Entry, earlier: Earlier): Result<void, FactFault> {
  switch (entry.k) {
    case 'query-permitted':
      spend(state, entry, 1);
      return APPLIED;
    case 'failed':
      return giveBack(state, entry, earlier);
    case 'dataset.published':
      return publishDataset(state, index, entry);
    case 'dataset.retired':
      return endFact(state.datasets, entry.d, index);
    case 'grant.issued':
      return entry.a === undefined || isKind(earlier, entry.a, 'application.submitted')
        ? issueGrant(state, index, entry)
        : fail('FACT_INVALID');
    case 'grant.revoked':
      return endFact(state.grants, entry.g, index);
    case 'suspension.set':
      return setSuspension(state, index, entry);
    case 'suspension.lifted':
      return endFact(state.suspensions, entry.s, index);
    case 'consent.given':
      return giveConsent(state, index, entry);
    case 'consent.withdrawn':
      return endFact(state.consents, entry.cst, index);
    case 'guardian.registered':
      return registerGuardian(state, index, entry);
    case 'guardian.ended':
      return endFact(state.guardians, entry.gd, index);
    case 'policy.changed':
    case 'epoch.opened':
      state.rules.set('', { rules: entry.rules, p: index });
      return APPLIED;
    default:
      return applyRecord(entry, earlier);
  }
}

/** Entries that decide nothing: only what they refer to is checked. */
function applyRecord(entry: Entry, earlier: Earlier): Result<void, FactFault> {
  switch (entry.k) {
    case 'correction.opened':
      return entry.q === undefined || entry.ep !== undefined || isKind(earlier, entry.q, 'query-permitted')
        ? APPLIED
        : fail('FACT_INVALID');
    case 'correction.closed':
      return isKind(earlier, entry.cr, 'correction.opened') ? APPLIED : fail('FACT_INVALID');
    case 'application.clock':
    case 'application.decided':
      return isKind(earlier, entry.a, 'application.submitted') ? APPLIED : fail('FACT_INVALID');
    default:
      return APPLIED;
  }
}

/** An outcome of an earlier epoch (`ep`) gives nothing back here: its counts were carried over as they stood. */
function giveBack(state: State, outcome: Failed, earlier: Earlier): Result<void, FactFault> {
  if (outcome.ep !== undefined) return APPLIED;
  const query = earlier(outcome.q);
  if (query === undefined || !isSpending(query)) return fail('FACT_INVALID');
  spend(state, query, -1);
  return APPLIED;
}

function isSpending(entry: EarlierEntry): entry is Spending {
  return entry.k === 'query-permitted' && 'use' in entry;
}

function isKind(earlier: Earlier, index: number, kind: EntryKind): boolean {
  return earlier(index)?.k === kind;
}
