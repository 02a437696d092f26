import type {
  ConsentGiven,
  ConsentWithdrawn,
  DatasetPublished,
  DatasetRetired,
  Entry,
  EpochOpened,
  GrantIssued,
  GrantRevoked,
  GuardianEnded,
  GuardianRegistered,
  QueryPermitted,
  Question,
  SuspensionLifted,
  SuspensionSet,
} from './index.js';
import { Fold, State } from './index.js';

export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
export const SUBJECT = 'AAAAAAAAAAAAAAAAAAAAAA';
export const AT = '2026-06-15T02:00:00.000Z';

/** A half-open window that holds `AT`. */
const WINDOW = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' } as const;

const frame = { v: 1, at: AT, id: SUBJECT, src: { by: 'registry-1', d: '' } } as const;
const byConsent = { ...frame, src: { by: 'consent-1', d: '' } } as const;

export const opened: EpochOpened = {
  ...frame,
  src: { by: 'notary-s0', d: '' },
  k: 'epoch.opened',
  epoch: '2026h1',
  shard: 's0',
  rules: 1,
  schemas: '',
  tables: '',
};

export function aDataset(change: Partial<DatasetPublished> = {}): DatasetPublished {
  return {
    ...frame,
    k: 'dataset.published',
    ds: 'D01@1',
    ver: '1.0.0',
    prov: POLICE,
    share: 'cond',
    schema: '',
    modes: ['records'],
    keys: ['idNo'],
    fields: { deathMark: 'L2', name: 'L3' },
    c: {},
    ...change,
  };
}

export function aGrant(change: Partial<GrantIssued> = {}): GrantIssued {
  return {
    ...frame,
    ...WINDOW,
    k: 'grant.issued',
    gr: 'G-1',
    gv: 1,
    cons: CIVIL_AFFAIRS,
    sys: ['mz-dibao'],
    prov: POLICE,
    ds: 'D01@1',
    modes: ['records'],
    purposes: ['means-test'],
    basis: ['B2'],
    laws: ['SHJZ-58'],
    roles: ['clerk'],
    fields: { deathMark: 'm0', name: 'm1' },
    rows: { region: ['990104'] },
    quota: { day: 1_000, total: 1_000 },
    case: false,
    ...change,
  };
}

export function aConsent(change: Partial<ConsentGiven> = {}): ConsentGiven {
  return {
    ...byConsent,
    ...WINDOW,
    k: 'consent.given',
    sub: SUBJECT,
    cons: CIVIL_AFFAIRS,
    prov: POLICE,
    ds: 'D01@1',
    purpose: 'means-test',
    fields: ['deathMark', 'name'],
    once: false,
    sens: false,
    text: '',
    c: {},
    ...change,
  };
}

export function aGuardian(change: Partial<GuardianRegistered> = {}): GuardianRegistered {
  return {
    ...byConsent,
    ...WINDOW,
    k: 'guardian.registered',
    sub: SUBJECT,
    gsub: 'AgAAAAAAAAAAAAAAAAAAAA',
    cons: CIVIL_AFFAIRS,
    prov: POLICE,
    rel: 'parent',
    c: {},
    ...change,
  };
}

export function aSuspension(scope: SuspensionSet['scope'], change: Partial<SuspensionSet> = {}): SuspensionSet {
  return { ...frame, k: 'suspension.set', scope, why: ['MISUSE_REVIEW'], ...change };
}

type Change<F> = Partial<Omit<F, 'k'>>;

export function aWithdrawal(change: Change<ConsentWithdrawn> = {}): ConsentWithdrawn {
  return { ...byConsent, k: 'consent.withdrawn', cst: 3, by: 'subject', ...change };
}

export function aGuardianEnd(change: Change<GuardianEnded> = {}): GuardianEnded {
  return { ...byConsent, k: 'guardian.ended', gd: 3, why: ['COURT_ORDER'], ...change };
}

export function aRevocation(change: Change<GrantRevoked> = {}): GrantRevoked {
  return { ...frame, k: 'grant.revoked', g: 2, why: ['PURPOSE_ENDED'], ...change };
}

export function aRetirement(change: Change<DatasetRetired> = {}): DatasetRetired {
  return { ...frame, k: 'dataset.retired', d: 1, why: ['REPLACED'], ...change };
}

export function aLifting(change: Change<SuspensionLifted> = {}): SuspensionLifted {
  return { ...frame, k: 'suspension.lifted', s: 3, why: ['CLEARED'], ...change };
}

export const asked = {
  cons: CIVIL_AFFAIRS,
  sys: 'mz-dibao',
  prov: POLICE,
  ds: 'D01@1',
  mode: 'records',
  purpose: 'means-test',
  basis: 'B2',
  law: 'SHJZ-58',
  role: 'clerk',
  fields: ['deathMark'],
  sub: SUBJECT,
  hasCase: false,
  at: AT,
} as const;

/** The same question on a legal basis other than consent: about nobody in particular. */
export function askedWithoutConsent(basis: string): Question {
  const { sub: _, ...question } = asked;
  return { ...question, basis };
}

/** The state after these entries, from index 0. */
export function stateAfter(...log: readonly Entry[]): State {
  const state = State.empty();
  const fold = Fold.over(state);
  log.forEach((entry, index) => {
    if (!fold.apply(index, entry, (earlier) => log[earlier]).ok) throw new Error(`entry ${String(index)} does not apply`);
  });
  fold.commit('everything');
  return state;
}

/** A log that permits `asked`: epoch, dataset, grant, consent at indices 0 to 3. */
export function aState(): State {
  return stateAfter(opened, aDataset(), aGrant(), aConsent());
}

/** The permit of a question as the log has it. */
export function aPermit(use: QueryPermitted['use'], question: Question = asked): QueryPermitted {
  const { hasCase, ...members } = question;
  return { ...frame, ...members, c: hasCase ? { case: '' } : {}, k: 'query-permitted', use };
}

/** Decides a question and, when permitted, applies the permit at the index. */
export function ask(fold: Fold, index: number, question: Question = asked): boolean {
  const { permit, use } = fold.decide(question);
  if (permit) fold.apply(index, aPermit(use, question), () => undefined);
  return permit;
}
