import { describe, expect, it } from '@jest/globals';
import { hashText } from '@shutong/kernel';
import fc from 'fast-check';
import type { Entry, QueryPermitted, ReplayFinding } from '../index.js';
import { Replay } from '../index.js';
import { MemoryKeeper, play } from '../keepers.contract.js';
import { moves } from '../random-moves.contract.js';
import { aConsent, aDataset, aGrant, aPermit, asked, aSuspension, aWithdrawal, opened, SUBJECT } from '../test-facts.contract.js';

function findings(log: readonly Entry[], replay = new Replay()): readonly ReplayFinding[] {
  return log.flatMap((entry, index) => replay.take(index, entry) ?? []);
}

const USE = { p: 0, d: 1, g: 2, c: 3 } as const;
const ROWS = { region: ['990104'] };
const frame = { v: 1, at: asked.at, id: SUBJECT, src: { by: 'gw-1', d: '' } } as const;

/** Entries 0 to 3 permit; entry 4 is the permit of a masked field. */
const FACTS = [opened, aDataset(), aGrant(), aConsent()];
const permit = (change: Partial<QueryPermitted> = {}): QueryPermitted => ({
  ...aPermit(USE, { ...asked, fields: ['deathMark', 'name'] }),
  rows: ROWS,
  mask: { name: 'm1' },
  ...change,
});
const denied = (why: readonly string[], use: QueryPermitted['use']): Entry => {
  const { hasCase: _, ...members } = asked;
  return { ...frame, ...members, c: {}, k: 'query-denied', why, use };
};

describe('a log whose decisions follow from its entries', () => {
  it('replays without a finding, and to the state that the fold had', () => {
    fc.assert(
      fc.property(moves, (moved) => {
        const keeper = new MemoryKeeper();
        const { log } = play(moved, keeper, () => true);
        const replay = new Replay();
        expect(findings(log, replay)).toEqual([]);
        expect(replay.digest()).toBe(hashText(keeper.stateAt(log.at(-1)?.at ?? '')));
      }),
      { numRuns: 100 },
    );
  });

  it('may state that state when its epoch closes', () => {
    fc.assert(
      fc.property(moves, (moved) => {
        const keeper = new MemoryKeeper();
        const { log, at } = play(moved, keeper, () => true);
        const closed = (state: string): Entry => ({ ...frame, at, k: 'epoch.closed', next: 'x', state });
        const state = hashText(keeper.stateAt(at));
        expect(findings([...log, closed(state)])).toEqual([]);
        expect(findings([...log, closed(hashText('another'))])).toMatchObject([
          {
            kind: 'mismatch',
            index: log.length,
            expected: { state },
            found: { kind: 'epoch.closed', state: hashText('another') },
          },
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it('is no state yet when it is empty', () => {
    expect(new Replay().digest()).toBeUndefined();
  });

  it('takes outcomes, and what points at a query after its outcome', () => {
    const correction = { ...frame, k: 'correction.opened', q: 4, ds: 'D01@1', fields: ['name'], due: '', c: {} } as const;
    const answered = { ...frame, k: 'answered', q: 4, prov: asked.prov, ver: '1.0.0', fields: [], ms: 1, c: {} } as const;
    expect(findings([...FACTS, permit(), answered, correction])).toEqual([]);
    expect(findings([...FACTS, permit(), { ...correction, q: 3 }])).toMatchObject([
      { index: 5, found: { kind: 'correction.opened' } },
    ]);
  });
});

describe('a log with one wrong decision', () => {
  it.each<[string, Entry, object, object]>([
    [
      'a denial that was a permit',
      denied(['GRANT_SUSPENDED'], USE),
      { kind: 'query-permitted' },
      { kind: 'query-denied', why: ['GRANT_SUSPENDED'] },
    ],
    ['a mask that is gone', permit({ mask: {} }), { mask: { name: 'm1' } }, { mask: {} }],
    ['a mask that is weaker', permit({ mask: { name: 'm0' } }), { mask: { name: 'm1' } }, { mask: { name: 'm0' } }],
    ['another consent', permit({ use: { ...USE, c: 2 } }), { use: USE }, { use: { ...USE, c: 2 } }],
    [
      'rows beyond the grant',
      permit({ rows: { region: ['990102'] } }),
      { why: ['ROW_OUTSIDE_SCOPE'] },
      { kind: 'query-permitted' },
    ],
    ['no rows where the grant has some', { ...permit(), rows: undefined } as unknown as Entry, { rows: ROWS }, {}],
    [
      'an explanation turned round',
      { ...permit(), k: 'explained', res: 'deny' } as Entry,
      { kind: 'explained', res: 'permit' },
      { kind: 'explained', res: 'deny' },
    ],
  ])('is found: %s', (_what, entry, expected, found) => {
    expect(findings([...FACTS, entry])).toMatchObject([{ kind: 'mismatch', index: 4, expected, found }]);
  });

  it('is found when a permit stands behind a suspension or withdrawal', () => {
    expect(findings([...FACTS, aSuspension({ t: 'grant', g: 2 }), permit()])).toEqual([
      {
        kind: 'mismatch',
        index: 5,
        expected: { kind: 'query-denied', why: ['GRANT_SUSPENDED'] },
        found: { kind: 'query-permitted' },
      },
    ]);
    expect(findings([...FACTS, aWithdrawal(), permit()])).toMatchObject([{ index: 5, expected: { why: ['CONSENT_WITHDRAWN'] } }]);
  });

  it('is found when a reason is another one, or left out', () => {
    const suspended = [...FACTS, aSuspension({ t: 'grant', g: 2 }), aWithdrawal()];
    const right = ['CONSENT_WITHDRAWN', 'GRANT_SUSPENDED'];
    expect(findings([...suspended, denied(right, USE)])).toEqual([]);
    for (const why of [['CONSENT_EXPIRED', 'GRANT_SUSPENDED'], ['GRANT_SUSPENDED'], right.toReversed()]) {
      expect(findings([...suspended, denied(why, USE)])).toEqual([
        { kind: 'mismatch', index: 6, expected: { kind: 'query-denied', why: right }, found: { kind: 'query-denied', why } },
      ]);
    }
  });

  it('is found when it permits one more than the quota', () => {
    const quota = [opened, aDataset(), aGrant({ quota: { day: 2, total: 2 } }), aConsent()];
    expect(findings([...quota, permit(), permit(), permit(), permit()])).toMatchObject([
      { index: 6, expected: { why: ['QUOTA_EXCEEDED'] } },
      { index: 7, expected: { why: ['QUOTA_EXCEEDED'] } },
    ]);
  });

  it('is found at its place and nowhere else, whichever decision it is', () => {
    fc.assert(
      fc.property(moves, fc.nat(), (moved, place) => {
        const { log } = play(moved, new MemoryKeeper(), () => true);
        const denials = log.flatMap((entry, index) => (entry.k === 'query-denied' ? [index] : []));
        fc.pre(denials.length > 0);
        const index = denials[place % denials.length] ?? 0;
        const bent = log.map((entry, i) => (i === index ? ({ ...entry, why: ['RATE_LIMITED'] } as Entry) : entry));
        expect(findings(bent)).toMatchObject([{ index, expected: { why: (log[index] as { why?: unknown }).why } }]);
      }),
      { numRuns: 50 },
    );
  });

  it('is found when a fact stands that cannot be applied', () => {
    expect(findings([...FACTS, aWithdrawal(), aWithdrawal()])).toEqual([
      {
        kind: 'mismatch',
        index: 5,
        expected: { kind: 'refused-at-edge', why: ['FACT_INVALID'] },
        found: { kind: 'consent.withdrawn' },
      },
    ]);
  });

  it('is found when a failure gives back twice', () => {
    const failed = { ...frame, k: 'failed', q: 4, prov: asked.prov, why: ['SOURCE_DOWN'], ms: 1 } as const;
    expect(findings([...FACTS, permit(), failed, failed])).toMatchObject([{ index: 6, found: { kind: 'failed' } }]);
  });
});

describe('a log of rules from later', () => {
  it('cannot be replayed from where they begin', () => {
    const changed: Entry = { ...opened, k: 'policy.changed', rules: 2 };
    expect(findings([...FACTS, permit(), changed, permit({ use: { ...USE, p: 5 } })])).toEqual([
      { kind: 'rules-unknown', index: 5, rules: 2 },
      { kind: 'rules-unknown', index: 6, rules: 2 },
    ]);
    expect(findings([{ ...opened, rules: 7 }])).toEqual([{ kind: 'rules-unknown', index: 0, rules: 7 }]);
  });
});
