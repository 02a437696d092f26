import type { DatasetPublished, Entry, GrantIssued, QueryPermitted } from './index.js';
import { Fold, State } from './index.js';

export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
export const SUBJECT = 'AAAAAAAAAAAAAAAAAAAAAA';
export const AT = '2026-06-15T02:00:00.000Z';

const frame = { v: 1, at: AT, id: SUBJECT, src: { by: 'registry-1', d: '' } } as const;

export const opened = { ...frame, k: 'epoch.opened', epoch: '2026h1', shard: 's0', rules: 1, schemas: '', tables: '' } as const;

export const published: DatasetPublished = {
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
};

export const granted: GrantIssued = {
  ...frame,
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
  from: '2026-01-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
  quota: { day: 1_000, total: 1_000 },
  case: false,
};

export const consented = {
  ...frame,
  k: 'consent.given',
  sub: SUBJECT,
  cons: CIVIL_AFFAIRS,
  prov: POLICE,
  ds: 'D01@1',
  purpose: 'means-test',
  fields: ['deathMark', 'name'],
  from: '2026-01-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
  once: false,
  sens: false,
  text: '',
  c: {},
} as const;

export const withdrawn = { ...frame, k: 'consent.withdrawn', cst: 3, by: 'subject' } as const;

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

/** A log that permits `asked`: epoch, dataset, grant, consent at indices 0 to 3. */
export function aState(): State {
  const state = State.empty();
  const fold = Fold.over(state);
  [opened, published, granted, consented].forEach((entry, index) => fold.apply(index, entry as Entry, () => undefined));
  fold.commit('everything');
  return state;
}

/** Decides `asked` and, when permitted, applies the permit at the index. */
export function ask(fold: Fold, index: number): boolean {
  const { permit, use } = fold.decide(asked);
  if (permit) fold.apply(index, { ...frame, ...asked, c: {}, k: 'query-permitted', use } as QueryPermitted, () => undefined);
  return permit;
}
