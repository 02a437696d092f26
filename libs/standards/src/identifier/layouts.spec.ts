import { describe, expect, it } from '@jest/globals';
import { fixtureRegions } from '../region/fixture-regions.js';
import { type IdentifierType, parseIdentifier, validateIdentifier } from './validate-identifier.js';

const context = { regions: fixtureRegions, at: '2026-07-01' };
const reasonsOf = (type: IdentifierType, value: string): readonly string[] => {
  const verdict = validateIdentifier(type, value, context);
  return verdict.ok ? [] : verdict.failure;
};
const partsOf = (type: IdentifierType, value: string): unknown => {
  const verdict = parseIdentifier(type, value, context);
  return verdict.ok ? verdict.value.parts : verdict.failure;
};

describe('Separators', () => {
  it.each(['测A·00001', '测A.00001', '测A-00001', '测A 00001', '测A．００００１', ' 测 a - 0000 1 '])(
    'are dropped from the plate %s',
    (value) => {
      expect(validateIdentifier('plate', value, context)).toEqual({ ok: true, value: '测A00001' });
    },
  );

  it('are blanks alone in a real-estate unit', () => {
    expect(reasonsOf('real-estate-unit', '990104 001001 GB00001 F00010001')).toEqual([]);
    expect(reasonsOf('real-estate-unit', '990104-001001-GB00001-F00010001')).toEqual(['LENGTH']);
  });

  it('stay in every other type', () => {
    expect(reasonsOf('vin', 'ZZZTESTA3 0A000001')).toEqual(['LENGTH']);
    expect(reasonsOf('region12', '990104 001 001')).toEqual(['LENGTH']);
    expect(reasonsOf('marriage-cert', 'J990104 2026 000001')).toEqual(['STRUCTURE']);
    expect(reasonsOf('real-estate-cert', '测(2026) 数通市不动产权第0000001号')).toEqual(['STRUCTURE']);
    expect(reasonsOf('student-no', 'G-990104190001010017')).toEqual(['LENGTH']);
  });

  it('alone are no value', () => {
    expect(reasonsOf('plate', ' ·.- ')).toEqual(['EMPTY']);
    expect(reasonsOf('real-estate-unit', '\u3000 \u3000')).toEqual(['EMPTY']);
  });
});

describe('A plate', () => {
  it.each([
    ['测A0001领', 'consular'],
    ['测A0001港', 'hong-kong'],
    ['测A0001澳', 'macao'],
    ['测AKZ0001', 'new-energy-small'],
    ['粤A00001', 'ordinary'],
  ])('%s is of class %s', (value, plateClass) => {
    expect(partsOf('plate', value)).toEqual({ class: plateClass });
  });

  it.each([
    ['a new-energy plate with an ending', '测A00001学', 'STRUCTURE'],
    ['an ending elsewhere', '测A学0001', 'CHARSET'],
    ['three letters before an ending', '测AABC挂', 'LENGTH'],
    ['three letters and an ending', '测AABC1挂', 'STRUCTURE'],
    ['a digit for the office', '测100001', 'STRUCTURE'],
    ['a sign that no province has', '字A00001', 'CODE_UNKNOWN'],
    ['an unknown sign and an excluded letter', '字A0000O', 'CHARSET'],
    ['letters in the digits of a large new-energy plate', '测A0000AD', 'STRUCTURE'],
  ])('is refused with %s', (_, value, reason) => {
    expect(reasonsOf('plate', value)).toEqual([reason]);
  });
});

describe('A real-estate unit', () => {
  it.each([
    ['a digit at a place of letters', '9901040010011B00001F00010001', ['CHARSET']],
    ['a sign', '990104001001GB00001F0001000*', ['CHARSET']],
    ['a letter in the region', '99010A001001GB00001F00010001', ['STRUCTURE']],
    ['a letter in the sequence', '990104001001GB0000AF00010001', ['STRUCTURE']],
    ['collective ownership on state land', '990104001001GA00001W00000000', ['CODE_UNKNOWN']],
    ['several faults', '999999001001XB00001W00010001', ['STRUCTURE', 'CODE_UNKNOWN', 'REGION_UNKNOWN']],
  ])('is refused with %s', (_, value, reasons) => {
    expect(reasonsOf('real-estate-unit', value)).toEqual(reasons);
  });

  it('is accepted on collective land in collective ownership', () => {
    expect(reasonsOf('real-estate-unit', '990104001001JA00001W00000000')).toEqual([]);
  });
});

describe('Years', () => {
  it('of a real-estate certificate are 2015 to the reference date', () => {
    const cert = (year: number): readonly string[] =>
      reasonsOf('real-estate-cert', `测(${String(year)})数通市不动产权第0000001号`);
    expect([2014, 2015, 2026, 2027].map(cert)).toEqual([['DATE_INVALID'], [], [], ['DATE_FUTURE']]);
  });

  it('of a marriage certificate are not after the reference date, and without one none is too late', () => {
    expect(reasonsOf('marriage-cert', 'BJ990104-2027-000001')).toEqual(['DATE_FUTURE']);
    expect(reasonsOf('marriage-cert', 'L999999-2027-000001')).toEqual(['REGION_UNKNOWN', 'DATE_FUTURE']);
    expect(validateIdentifier('marriage-cert', 'BJ990104-2027-000001', { regions: fixtureRegions }).ok).toBe(true);
    expect(validateIdentifier('real-estate-cert', '测(2027)数通市不动产权第0000001号', { regions: fixtureRegions }).ok).toBe(
      true,
    );
  });
});

describe('A marriage certificate', () => {
  it('may be a re-issue', () => {
    expect(partsOf('marriage-cert', 'BJ990104-2026-000001')).toEqual({ kind: 'marriage-reissue' });
  });
});

describe('A disability certificate', () => {
  it.each([
    ['a re-issue that is not counted', '99010419000101001743B', ['LENGTH']],
    ['a count from zero', '99010419000101001743B0', ['STRUCTURE']],
    ['another letter', '99010419000101001743A1', ['CHARSET']],
    ['several faults', '99010419000101001200B0', ['STRUCTURE', 'CODE_UNKNOWN', 'CHECK_DIGIT']],
  ])('is refused with %s', (_, value, reasons) => {
    expect(reasonsOf('disability-cert', value)).toEqual(reasons);
  });
});

describe('A number of somebody from elsewhere', () => {
  it.each([
    ['hmt-residence', '810100190001010011', ['CODE_UNKNOWN', 'CHECK_DIGIT']],
    ['hmt-residence', '81000019000101000X', ['SEQUENCE']],
    ['foreign-pr', '998840190001010018', ['REGION_UNKNOWN']],
    ['foreign-pr', 'US1990019000101', ['CHARSET']],
    ['foreign-pr', '89984019000101001Y', ['CHARSET']],
    ['student-no', '1990104190001010017', ['CHARSET']],
    ['student-no', 'A990104190001010012', ['CODE_UNKNOWN', 'CHECK_DIGIT']],
  ] as const)('of type %s is refused: %s', (type, value, reasons) => {
    expect(reasonsOf(type, value)).toEqual(reasons);
  });
});

describe('A village code', () => {
  it('stands on a region in force', () => {
    const on2020 = { regions: fixtureRegions, regionAt: '2020-01-01' } as const;
    expect(validateIdentifier('region12', '990122001001', on2020)).toEqual({ ok: false, failure: ['REGION_NOT_IN_FORCE'] });
    expect(reasonsOf('region12', '999999000001')).toEqual(['STRUCTURE', 'REGION_UNKNOWN']);
    expect(reasonsOf('region12', '99010400100A')).toEqual(['CHARSET']);
  });
});
