import type { EntryKind } from './entry.js';

/** Use of the key that may sign what becomes the entry (protocol.md §7.1); what the notary writes of itself it signs with the head. */
export type Submitter = 'gateway' | 'connector' | 'registry' | 'consent' | 'audit' | 'notary';

/** What a kind is for. `effect` is what `apply` does with it, in one sentence; docs/entry-kinds.md is generated from here. */
export interface KindNote {
  readonly says: string;
  readonly by: readonly Submitter[];
  readonly effect: string;
}

/** The 29 kinds in the order of ledger.md §3: queries and what became of them, then facts. */
export const ENTRY_KINDS = {
  'query-permitted': {
    says: 'A query was permitted; unless `failed`, or `not-released` without `answered`, follows, it counts as an access.',
    by: ['gateway'],
    effect:
      'Adds one to each counter of the grant (day, total), of the consent (its period, all) and, in mode `aggregate`, of the budget of (`cons`, `ds`).',
  },
  'query-denied': {
    says: 'A query was denied, with all reasons.',
    by: ['gateway'],
    effect: 'None: a denial spends nothing.',
  },
  explained: {
    says: 'Somebody asked what would be decided, and was told.',
    by: ['gateway'],
    effect: 'None: it spends nothing and has no outcome.',
  },
  'refused-at-edge': {
    says: 'A request was refused before anything was decided; `n` tells how many equal ones it stands for.',
    by: ['gateway', 'notary'],
    effect: 'None: the same id may be decided later.',
  },
  answered: {
    says: 'The department answered query `q`; of the answer there is only a commitment.',
    by: ['connector'],
    effect: 'None: the access was counted when it was permitted.',
  },
  failed: {
    says: 'The department did not answer query `q`.',
    by: ['connector'],
    effect:
      'Takes back what query `q` added, in the periods of that query, so that a used one-time consent lives again; with `ep` nothing.',
  },
  'not-released': {
    says: 'The gateway handed no answer to query `q` out; `answered` may stand before or after it.',
    by: ['gateway'],
    effect: 'None: nothing is given back.',
  },
  'dataset.published': {
    says: 'A department publishes a version of a dataset, with the level of each item and predicate.',
    by: ['registry'],
    effect: 'Becomes the newest publication of `ds`; refused where another provider has published `ds`.',
  },
  'dataset.retired': {
    says: 'A publication is withdrawn.',
    by: ['registry'],
    effect: 'Ends publication `d`; refused where it has ended before.',
  },
  'grant.issued': {
    says: 'A department may ask, in these words and no others.',
    by: ['registry'],
    effect:
      'Becomes a candidate for queries of (`cons`, `prov`, `ds`) by a system in `sys`, with `spent` as its first counts; refused where another provider has published `ds`, or `a` is no application.',
  },
  'grant.revoked': {
    says: 'A grant is terminated, or replaced by its next version.',
    by: ['registry'],
    effect: 'Ends grant `g`; refused where it has ended before.',
  },
  'suspension.set': {
    says: 'A grant, a dataset, a department or a system is suspended.',
    by: ['registry'],
    effect:
      'Denies the queries in its scope until `until` or until it is lifted; one of a publication holds for every publication of that `ds`; refused where that grant or publication does not exist.',
  },
  'suspension.lifted': {
    says: 'A suspension is lifted.',
    by: ['registry'],
    effect: 'Ends suspension `s`; refused where it was lifted before.',
  },
  'consent.given': {
    says: 'A person, or a guardian, agrees to a purpose and to fields, for one provider.',
    by: ['consent'],
    effect:
      'Becomes a candidate for queries about `sub` by (`cons`, `prov`, `ds`), with `uses` as its first counts; refused where `gd` is of another person or pair of departments.',
  },
  'consent.withdrawn': {
    says: 'A consent is withdrawn, by whom.',
    by: ['consent'],
    effect: 'Ends consent `cst` for every later entry and no earlier one; refused where it has ended before.',
  },
  'guardian.registered': {
    says: 'Who may consent for a person, proven by what, and for how long.',
    by: ['consent'],
    effect: 'May be named by consents as `gd`, which then hold in its window only.',
  },
  'guardian.ended': {
    says: 'A guardianship is over before its time.',
    by: ['consent'],
    effect: 'Ends registration `gd`, and with it what was agreed under it; refused where it has ended before.',
  },
  'correction.opened': {
    says: 'Somebody reports a wrong record (校核).',
    by: ['registry'],
    effect: 'None; refused where `q` is no permitted query.',
  },
  'correction.closed': {
    says: 'What came of a correction.',
    by: ['registry'],
    effect: 'None; refused where `cr` is no correction.',
  },
  'application.submitted': {
    says: 'A department applies for a grant (共享申请).',
    by: ['registry'],
    effect: 'None: a grant may name it as `a`.',
  },
  'application.clock': {
    says: 'The date of an answer moved: a supplement was asked for, or an extension agreed.',
    by: ['registry'],
    effect: 'None; refused where `a` is no application.',
  },
  'application.decided': {
    says: 'An application is answered.',
    by: ['registry'],
    effect: 'None; refused where `a` is no application.',
  },
  'policy.changed': {
    says: 'Other rules, schemas or tables are in force.',
    by: ['registry'],
    effect: 'Sets the rules number and `use.p` of every later decision.',
  },
  'key.changed': {
    says: 'A key of a party comes into force or leaves it; those of the directory are entered by the notary when it starts.',
    by: ['registry', 'notary'],
    effect: 'None on decisions: the notary takes ticks under the key, or no longer, from `from` on.',
  },
  'audit.accessed': {
    says: 'Somebody looked into the record; appended before results leave.',
    by: ['audit'],
    effect: 'None.',
  },
  'opening.erased': {
    says: 'Values and salts of commitments were erased; the proofs still verify.',
    by: ['audit'],
    effect: 'None.',
  },
  'case.changed': {
    says: 'An audit case reached a state.',
    by: ['audit'],
    effect: 'None.',
  },
  'epoch.opened': {
    says: 'A log begins; always index 0 and never again.',
    by: ['notary'],
    effect: 'Sets the rules number and `use.p` of every later decision, until a policy changes them.',
  },
  'epoch.closed': {
    says: 'A log ends; `state` is H of the state that the next one starts from.',
    by: ['notary'],
    effect: 'None.',
  },
} as const satisfies Readonly<Record<EntryKind, KindNote>>;
