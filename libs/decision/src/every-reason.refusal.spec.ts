import { describe, expect, it } from '@jest/globals';
import type { DecisionReason } from '@shutong/kernel';
import { decide, type Entry, Fold, type Question } from './index.js';
import {
  aConsent,
  aDataset,
  aGrant,
  aGuardian,
  aGuardianEnd,
  aPermit,
  aRetirement,
  aRevocation,
  ask,
  asked,
  askedWithoutConsent,
  aSuspension,
  aWithdrawal,
  AT,
  CIVIL_AFFAIRS,
  opened,
  stateAfter,
} from './test-facts.contract.js';

/** The smallest change of the permitted log or question that brings a reason about. */
interface Change {
  readonly log?: readonly Entry[];
  readonly question?: Question;
  /** What cannot but speak as well. */
  readonly beside?: readonly DecisionReason[];
}

const log = (...entries: readonly Entry[]): readonly Entry[] => [opened, ...entries];
const permitting = (...more: readonly Entry[]): readonly Entry[] => log(aDataset(), aGrant(), aConsent(), ...more);
const question = (change: Partial<Question>): Question => ({ ...asked, ...change });

const withGrant = (change: Parameters<typeof aGrant>[0]): Change => ({ log: log(aDataset(), aGrant(change), aConsent()) });
const withConsent = (change: Parameters<typeof aConsent>[0]): Change => ({ log: log(aDataset(), aGrant(), aConsent(change)) });
const withDataset = (change: Parameters<typeof aDataset>[0]): Change => ({ log: log(aDataset(change), aGrant(), aConsent()) });

/** Half-open: the window's first instant is inside, its end is not. */
const LATER = '2026-06-15T02:00:00.001Z';

const aggregate = { ...askedWithoutConsent('B1'), mode: 'aggregate' };
const aggregates = (count: number): readonly Entry[] => [
  ...log(aDataset({ modes: ['aggregate'] }), aGrant({ modes: ['aggregate'], basis: ['B1'] })),
  ...Array.from({ length: count }, () => aPermit({ p: 0, d: 1, g: 2 }, aggregate)),
];

const guarded = (...more: readonly Entry[]): readonly Entry[] => log(aDataset(), aGrant(), ...more);

/** Complete: the compiler asks for every reason of the catalogue. */
const CHANGES = {
  // Without a publication no field is known: nobody can be granted one.
  DATASET_NOT_PUBLISHED: { log: log(aGrant(), aConsent()), beside: ['FIELD_NOT_GRANTED'] },
  VERSION_NOT_CURRENT: { log: log(aDataset({ ds: 'D01@2' }), aGrant(), aConsent()), beside: ['FIELD_NOT_GRANTED'] },
  DATASET_RETIRED: { log: permitting(aRetirement()) },
  DATASET_SUSPENDED: { log: permitting(aSuspension({ t: 'dataset', d: 1 })) },
  DEPARTMENT_SUSPENDED: { log: permitting(aSuspension({ t: 'dept', dept: CIVIL_AFFAIRS })) },
  SYSTEM_SUSPENDED: { log: permitting(aSuspension({ t: 'system', sys: 'mz-dibao' })) },
  SHARE_CLASS_CLOSED: withDataset({ share: 'none' }),
  FIELD_NOT_SHARED: withDataset({ fields: { deathMark: 'L2n' } }),
  GRANT_MISSING: { log: log(aDataset(), aConsent()) },
  GRANT_NOT_IN_FORCE: withGrant({ from: LATER }),
  GRANT_EXPIRED: withGrant({ to: AT }),
  EVENT_ENDED: {
    log: log(aDataset(), aGrant({ basis: ['B4'], to: AT })),
    question: askedWithoutConsent('B4'),
  },
  GRANT_SUSPENDED: { log: permitting(aSuspension({ t: 'grant', g: 2 })) },
  GRANT_REVOKED: { log: permitting(aRevocation()) },
  SYSTEM_NOT_GRANTED: withGrant({ sys: ['mz-survey'] }),
  MODE_NOT_GRANTED: withGrant({ modes: ['file'] }),
  PURPOSE_NOT_GRANTED: withGrant({ purposes: ['tenant-check'] }),
  BASIS_NOT_GRANTED: withGrant({ laws: ['SHJZ-61'] }),
  FIELD_NOT_GRANTED: withGrant({ fields: { name: 'm1' } }),
  ROW_OUTSIDE_SCOPE: { question: question({ rows: { region: ['990102'] } }) },
  ROLE_NOT_GRANTED: withGrant({ roles: ['inspector'] }),
  QUOTA_EXCEEDED: withGrant({ quota: { day: 0, total: 1 } }),
  QUERY_BUDGET_SPENT: { log: aggregates(200), question: aggregate },
  CASE_NUMBER_MISSING: withGrant({ case: true }),
  CONSENT_MISSING: { log: log(aDataset(), aGrant()) },
  CONSENT_SCOPE: withConsent({ purpose: 'tenant-check' }),
  CONSENT_NOT_IN_FORCE: withConsent({ from: LATER }),
  CONSENT_EXPIRED: withConsent({ to: AT }),
  CONSENT_WITHDRAWN: { log: permitting(aWithdrawal()) },
  CONSENT_USED: withConsent({ once: true, uses: ['2026-06-14T02:00:00.000Z'] }),
  CONSENT_FREQUENCY: withConsent({ freq: { n: 1, per: 'P1W' }, uses: ['2026-06-14T16:00:00.000Z'] }),
  CONSENT_GUARDIAN_ENDED: { log: guarded(aGuardian(), aConsent({ gd: 3 }), aGuardianEnd()) },
  SENSITIVE_BASIS_MISSING: withDataset({ fields: { deathMark: 'L2b' } }),
} as const satisfies Record<DecisionReason, Change>;

describe('every reason for a denial', () => {
  it('is away from the log and question that the changes start from', () => {
    expect(decide(stateAfter(...permitting()), asked)).toMatchObject({ permit: true, use: { d: 1, g: 2, c: 3, p: 0 } });
  });

  it.each(Object.entries<Change>(CHANGES))('%s is given for the smallest change, and no other reason', (reason, change) => {
    const decision = decide(stateAfter(...(change.log ?? permitting())), change.question ?? asked);
    expect(decision).toMatchObject({ permit: false, why: [reason, ...(change.beside ?? [])].toSorted() });
  });
});

describe('the other side of each border', () => {
  const permits = (entries: readonly Entry[], asking: Question = asked): boolean => decide(stateAfter(...entries), asking).permit;

  it('permits at the first instant of grant and consent', () => {
    expect(permits(log(aDataset(), aGrant({ from: AT }), aConsent({ from: AT })))).toBe(true);
  });

  it('permits the last one of a quota, and after that no more', () => {
    const fold = Fold.over(stateAfter(opened, aDataset(), aGrant({ quota: { day: 2, total: 9 } }), aConsent()));
    expect([4, 5, 6].map((index) => ask(fold, index))).toEqual([true, true, false]);
  });

  it('permits the 200th aggregate of a day', () => {
    expect(permits(aggregates(199), aggregate)).toBe(true);
  });

  it('permits again when the week of the last use is over', () => {
    const lastWeek = aConsent({ freq: { n: 1, per: 'P1W' }, uses: ['2026-06-14T15:59:59.999Z'] });
    expect(permits(log(aDataset(), aGrant(), lastWeek))).toBe(true);
  });

  it('permits under a guardian until the very end, and not at it', () => {
    const until = (to: string): boolean => permits(guarded(aGuardian({ to }), aConsent({ gd: 3 })));
    expect([until(LATER), until(AT)]).toEqual([true, false]);
  });

  it('permits when the suspension has reached its end', () => {
    expect(permits(permitting(aSuspension({ t: 'grant', g: 2 }, { until: AT })))).toBe(true);
  });

  it('permits a district below the granted city', () => {
    const city = log(aDataset(), aGrant({ rows: { region: ['990100'] } }), aConsent());
    expect(permits(city, question({ rows: { region: ['990102'] } }))).toBe(true);
  });
});
