import { describe, expect, it } from '@jest/globals';
import type { PredicateRule } from '@shutong/contracts';
import fc from 'fast-check';
import type { SourceRecord } from '../answer/source-row.js';
import { answerEquality, answerPredicate, type PredicateAnswer } from './answer-predicate.js';

const ITEMS = { unitNo: { 'x-identifier': 'real-estate-unit' }, region6: { 'x-identifier': 'region6' } };

function answer(
  rule: PredicateRule,
  records: readonly SourceRecord[],
  args: Readonly<Record<string, unknown>> = {},
  second: readonly SourceRecord[] = [],
): PredicateAnswer {
  return answerPredicate(rule, { records, args, second, items: ITEMS });
}

const ALIVE: PredicateRule = { kind: 'some', where: [{ item: 'deathMark', is: false }] };
const IN_FORCE: PredicateRule = {
  kind: 'some',
  where: [
    { item: 'validFrom', notAfter: 'on' },
    { item: 'validTo', notBefore: 'on', orAbsent: true },
  ],
};

describe('a yes or no', () => {
  it('is unknown where the register does not know the subject', () => {
    expect(answer(ALIVE, [])).toBe('unknown');
    expect([answer(ALIVE, [{ deathMark: false }]), answer(ALIVE, [{ deathMark: true }])]).toEqual(['yes', 'no']);
  });

  it('about being registered at all needs no record to be no', () => {
    expect([answer({ kind: 'exists' }, []), answer({ kind: 'exists' }, [{}])]).toEqual(['no', 'yes']);
  });

  it('holds on both days of a term and on none outside', () => {
    const record = { validFrom: '2026-01-01', validTo: '2026-12-31' };
    const on = (day: string): PredicateAnswer => answer(IN_FORCE, [record], { on: day });
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map(on)).toEqual(['no', 'yes', 'yes', 'no']);
    expect(answer(IN_FORCE, [{ validFrom: '2026-01-01' }], { on: '2040-01-01' })).toBe('yes');
  });

  it('compares months with days by the month', () => {
    const rule: PredicateRule = { kind: 'some', where: [{ item: 'paidThrough', notBefore: 'on' }] };
    const on = (day: string): PredicateAnswer => answer(rule, [{ paidThrough: '2026-11' }], { on: day });
    expect(['2026-11-30', '2026-12-01'].map(on)).toEqual(['yes', 'no']);
  });

  it('finds the other party on either side, and asks nothing where the argument is optional and absent', () => {
    const records = [{ partyAIdNo: 'A', partyBIdNo: 'B' }];
    const married: PredicateRule = { kind: 'some', where: [{ item: ['partyAIdNo', 'partyBIdNo'], equals: 'idNo2' }] };
    expect(['A', 'B', 'C'].map((idNo2) => answer(married, records, { idNo2 }))).toEqual(['yes', 'yes', 'no']);
    expect(answer(married, records, {})).toBe('no');
    const cleared: PredicateRule = { kind: 'some', where: [{ item: 'caseNo', equals: 'caseNo', optional: true }] };
    expect(answer(cleared, [{}], {})).toBe('yes');
  });

  it('takes the region of a property from its unit number', () => {
    const rule: PredicateRule = { kind: 'some', where: [{ item: 'unitNo', inRegion: 'region' }] };
    const records = [{ unitNo: '990104001001GB00001F00010001' }];
    expect(['990104', '990100', '990102'].map((region) => answer(rule, records, { region }))).toEqual(['yes', 'yes', 'no']);
  });

  it('is decided by the latest record that there was on the day', () => {
    const rule: PredicateRule = {
      kind: 'latest',
      by: 'regDate',
      where: [{ item: 'regDate', notAfter: 'on' }],
      then: [{ item: 'kind', in: ['1', '3'] }],
    };
    const records = [
      { regDate: '2020-02-02', kind: '2' },
      { regDate: '2010-01-01', kind: '1' },
    ];
    const on = (day: string): PredicateAnswer => answer(rule, records, { on: day });
    expect(['2009-12-31', '2015-01-01', '2020-02-02'].map(on)).toEqual(['no', 'yes', 'no']);
  });

  it('counts months once, however many records they have', () => {
    const rule: PredicateRule = {
      kind: 'countAtLeast',
      where: [
        { item: 'payMonth', notBefore: 'from' },
        { item: 'payMonth', notAfter: 'to' },
      ],
      distinct: 'payMonth',
      argument: 'n',
    };
    const records = ['2026-01', '2026-01', '2026-02', '2026-09'].map((payMonth) => ({ payMonth }));
    const args = { from: '2026-01', to: '2026-06' };
    expect([1, 2, 3].map((n) => answer(rule, records, { ...args, n }))).toEqual(['yes', 'yes', 'no']);
  });

  it('of age turns on the birthday', () => {
    const rule: PredicateRule = { kind: 'some', where: [{ item: 'birthDate', ageAtLeast: 'n', on: 'on' }] };
    const on = (day: string): PredicateAnswer => answer(rule, [{ birthDate: '1944-01-19' }], { n: 80, on: day });
    expect(['2024-01-18', '2024-01-19'].map(on)).toEqual(['no', 'yes']);
  });

  it('about one household needs both persons', () => {
    const rule: PredicateRule = { kind: 'sameAs', item: 'householdNo', key: 'idNo', argument: 'idNo2' };
    const own = [{ householdNo: 'H-1' }];
    expect(answer(rule, own, {}, [{ householdNo: 'H-1' }])).toBe('yes');
    expect(answer(rule, own, {}, [{ householdNo: 'H-2' }])).toBe('no');
    expect([answer(rule, own), answer(rule, [], {}, own)]).toEqual(['unknown', 'unknown']);
  });
});

describe('an amount', () => {
  const AT_LEAST: PredicateRule = { kind: 'amount', item: 'band', atLeast: 'x' };
  const BELOW: PredicateRule = { kind: 'amount', item: 'band', below: 'x' };

  it('is decided by the bounds of its band, and not where the band holds it', () => {
    const at = (rule: PredicateRule, x: string): PredicateAnswer => answer(rule, [{ band: '[2000,3000)' }], { x });
    expect(['2000', '2000.01', '2500', '3000', '9000'].map((x) => at(AT_LEAST, x))).toEqual([
      'yes',
      'unknown',
      'unknown',
      'no',
      'no',
    ]);
    expect(['1999', '2000', '2500', '3000', '9000'].map((x) => at(BELOW, x))).toEqual(['no', 'no', 'unknown', 'yes', 'yes']);
  });

  it('without upper end is never below', () => {
    expect(answer(BELOW, [{ band: '[20000,+)' }], { x: '1000000' })).toBe('unknown');
  });

  it('is never both below and at least the same', () => {
    const bands = fc.constantFrom('[0,500)', '[500,1000)', '[5000,8000)', '[20000,+)', 'none');
    fc.assert(
      fc.property(bands, fc.nat(30_000), (band, amount) => {
        const both = [AT_LEAST, BELOW].map((rule) => answer(rule, [{ band }], { x: String(amount) }));
        expect([
          ['yes', 'no'],
          ['no', 'yes'],
          ['unknown', 'unknown'],
        ]).toContainEqual(both);
      }),
    );
  });

  it.each([[{}], [{ x: 'much' }], [{ x: {} }]])('that cannot be read decides nothing: %j', (args) => {
    expect(answer(AT_LEAST, [{ band: '[2000,3000)' }], args)).toBe('unknown');
  });
});

describe('a count, a band, a code', () => {
  it('counts records, and none where there are none', () => {
    const rule: PredicateRule = { kind: 'count', where: [{ item: 'ownerKind', in: ['1'] }] };
    expect([answer(rule, []), answer(rule, [{ ownerKind: '1' }, { ownerKind: '2' }])]).toEqual([0, 1]);
  });

  it('gives the band of the age and never the age', () => {
    const rule: PredicateRule = { kind: 'ageBand', item: 'birthDate' };
    expect(answer(rule, [{ birthDate: '1944-01-19' }], { on: '2026-11-22' })).toBe('80-89');
    expect([answer(rule, [], { on: '2026-11-22' }), answer(rule, [{ birthDate: '2030-01-01' }], { on: '2026-11-22' })]).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('gives the code of the record in force', () => {
    const rule: PredicateRule = { kind: 'value', item: 'stage', where: [{ item: 'from', notAfter: 'on' }] };
    expect(answer(rule, [{ stage: '2', from: '2021-09-01' }], { on: '2026-11-22' })).toBe('2');
    expect(answer(rule, [{ stage: '2', from: '2021-09-01' }], { on: '2020-11-22' })).toBe('unknown');
  });
});

describe('an item compared with a value', () => {
  it('is yes where any record has it, and says nothing else of it', () => {
    const records = [{ status: '1' }, { status: '2' }];
    expect(['1', '2', '3'].map((value) => answerEquality('status', value, records))).toEqual(['yes', 'yes', 'no']);
    expect([answerEquality('status', '1', []), answerEquality('toString', '1', records)]).toEqual(['unknown', 'no']);
  });
});
