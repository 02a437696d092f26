import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ThresholdCounts } from './threshold-counts.js';
import { triesOf } from './threshold-tries.js';

const TODAY = '2026-11-22';
const subject = { t: 'idNo', v: '990104190001010017' };
const rules = {
  ageAtLeast: { kind: 'some', where: [], threshold: 'n' },
  alive: { kind: 'some', where: [] },
} as const;

const tries = (n: number, changes: Partial<Parameters<typeof triesOf>[0]> = {}): ReturnType<typeof triesOf> =>
  triesOf({ consumer: 'A', ds: 'D01@1', subject, ask: { ageAtLeast: { n, on: TODAY } }, rules, ...changes });

describe('thresholds tried on one subject', () => {
  it('are three a day, the same one as often as wanted', () => {
    const counts = new ThresholdCounts();
    const verdicts = [60, 70, 60, 80, 75, 70].map((n) => counts.take(tries(n), TODAY) !== undefined);
    expect(verdicts).toEqual([true, true, true, true, false, true]);
  });

  it('begin anew with the next day', () => {
    const counts = new ThresholdCounts();
    for (const n of [1, 2, 3]) counts.take(tries(n), TODAY);
    expect(counts.take(tries(4), TODAY)).toBeUndefined();
    expect(counts.take(tries(4), '2026-11-23')).toHaveLength(1);
  });

  it('count for each consumer, subject and predicate alone, and for all majors of a dataset together', () => {
    const counts = new ThresholdCounts();
    for (const n of [1, 2, 3]) counts.take(tries(n), TODAY);
    expect(counts.take(tries(4, { consumer: 'B' }), TODAY)).toBeDefined();
    expect(counts.take(tries(4, { subject: { t: 'idNo', v: 'another' } }), TODAY)).toBeDefined();
    expect(counts.take(tries(4, { ds: 'D02@1' }), TODAY)).toBeDefined();
    expect(counts.take(tries(4, { ds: 'D01@2' }), TODAY)).toBeUndefined();
  });

  it('are the values of compared items too, but not arguments that are no threshold', () => {
    expect(triesOf({ consumer: 'A', ds: 'D01@1', subject, ask: { alive: {}, name: '张测' }, rules })).toHaveLength(1);
  });

  it('name nobody and no value', () => {
    expect(JSON.stringify(tries(80))).not.toMatch(/990104|ageAtLeast|"80"/);
  });

  it('are taken all or not at all', () => {
    const counts = new ThresholdCounts();
    for (const n of [1, 2, 3]) counts.take(tries(n), TODAY);
    const both = [...tries(4), ...triesOf({ consumer: 'A', ds: 'D01@1', subject, ask: { name: 'x' }, rules })];
    expect(counts.take(both, TODAY)).toBeUndefined();
    for (const name of ['a', 'b', 'c'])
      expect(counts.take(triesOf({ consumer: 'A', ds: 'D01@1', subject, ask: { name }, rules }), TODAY)).toBeDefined();
  });

  it('never are more than three, in whatever order and batches', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (batches) => {
        const counts = new ThresholdCounts();
        const taken = new Set<number>();
        for (const batch of batches)
          if (
            counts.take(
              batch.flatMap((n) => tries(n)),
              TODAY,
            ) !== undefined
          )
            for (const n of batch) taken.add(n);
        expect(taken.size).toBeLessThanOrEqual(3);
      }),
    );
  });
});
