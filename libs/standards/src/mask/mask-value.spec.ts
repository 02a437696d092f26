import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type IdentifierType, validateIdentifier } from '../identifier/validate-identifier.js';
import { fixtureRegions } from '../region/fixture-regions.js';
import { nationalRegions } from '../region/national-regions.js';
import { isPublicMask, maskValue, type MaskType } from './mask-value.js';
import { maskTypeOf } from './mask-type.js';

interface MaskingCase {
  readonly id: string;
  readonly type: string;
  readonly profile: string;
  readonly input: string | null;
  readonly output: string | null;
}

const { cases } = JSON.parse(readFileSync(new URL('../../../../test/vectors/masking.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly MaskingCase[];
};

const context = { regions: fixtureRegions };
/** Cases of every type known here. */
const COUNTS: Readonly<Partial<Record<MaskType, number>>> = {
  'resident-id': 10,
  'foreign-pr': 2,
  uscc: 3,
  'real-estate-unit': 2,
  'real-estate-cert': 2,
  plate: 3,
  vin: 2,
  'marriage-cert': 2,
  'disability-cert': 2,
  'student-no': 2,
  name: 10,
  address: 6,
  date: 3,
};
/** One valid value of every identifier type of which something is hidden. */
const HIDDEN: readonly (readonly [IdentifierType, string])[] = [
  ['resident-id', '990104190001010017'],
  ['resident-id', '99010219000103004X'],
  ['hmt-residence', '82000019000101001X'],
  ['foreign-pr', '999840190001010019'],
  ['foreign-pr', 'USA990019000101'],
  ['uscc', '92990104MA9100020G'],
  ['real-estate-unit', '990104001002GB00012W00000000'],
  ['real-estate-cert', '测(2026)数通市不动产证明第0000003号'],
  ['plate', '测A0001学'],
  ['plate', '测A00003D'],
  ['vin', 'LZZFAKE0X00000003'],
  ['marriage-cert', 'BL990104-2026-000002'],
  ['disability-cert', '99010419000101001743B1'],
  ['student-no', 'L99010419000120003X'],
];

describe('The masking vectors', () => {
  const known = cases.filter((row) => Object.hasOwn(COUNTS, row.type));

  it.each(Object.entries(COUNTS))('hold every case of %s', (type, count) => {
    expect(known.filter((row) => row.type === type)).toHaveLength(count);
  });

  it.each(known)('turn $type $id under $profile into the stated form', (row) => {
    expect(maskValue(row.type, row.profile, row.input, context)).toBe(row.output);
  });
});

describe('A mask', () => {
  it('knows the codes of the log as well as the words of the screens', () => {
    const masked = ['m0', 'm1', 'm2', 'm3'].map((code) => maskValue('resident-id', code, '990104190001010017', context));
    expect(masked).toEqual(['990104190001010017', '990*************17', '9****************7', '******']);
  });

  it('shows four characters at each end of a long serial number and nothing of a short one', () => {
    expect(maskValue('serial', 'partial', '990104H00042', context)).toBe('9901****0042');
    expect(maskValue('serial', 'partial', '99010400042', context)).toBe('******');
    expect(maskValue('serial', 'strict', '990104H00042', context)).toBe('******');
  });

  it('hides all under an unknown type or profile', () => {
    expect(maskValue('iris-scan', 'none', 'anything', context)).toBe('******');
    expect(maskValue('name', 'm4', '张测', context)).toBe('******');
    expect(maskValue('name', 'constructor', '张测', context)).toBe('******');
  });

  it('hides all of a number that the chosen region table refuses', () => {
    const national = { regions: nationalRegions };
    expect(maskValue('resident-id', 'partial', '990104190001010017', national)).toBe('******');
  });

  it.each(HIDDEN)('never leaves a %s that validates as its own type, and shows an asterisk: %s', (type, value) => {
    expect(validateIdentifier(type, value, context).ok).toBe(true);
    expect(isPublicMask(type, value)).toBe(false);
    for (const profile of ['partial', 'strict', 'full']) {
      const masked = maskValue(type, profile, value, context);
      expect(masked).toContain('*');
      expect(validateIdentifier(type, masked, context).ok).toBe(false);
    }
  });

  it.each([
    ['region6', '990104'],
    ['region12', '990104001001'],
    ['uscc', '91990104MA9100012Q'],
  ] as const)('leaves a public %s as it is, but for the full profile', (type, value) => {
    expect(isPublicMask(type, value)).toBe(true);
    const masked = ['partial', 'strict', 'full'].map((profile) => maskValue(type, profile, value, context));
    expect(masked).toEqual([value, value, '******']);
  });

  it('of words is never public', () => {
    for (const type of ['name', 'address', 'date', 'serial'] as const) expect(isPublicMask(type, '990104')).toBe(false);
  });

  it('shows letters and dashes of a re-issued marriage certificate, nothing of the tail of a disability certificate', () => {
    expect(maskValue('marriage-cert', 'partial', 'BL990104-2026-000002', context)).toBe('BL990104-2026-****02');
    expect(maskValue('marriage-cert', 'strict', 'BL990104-2026-000002', context)).toBe('BL******-****-******');
    expect(maskValue('disability-cert', 'partial', '99010419000101001743B1', context)).toBe('990*******************');
    expect(maskValue('real-estate-cert', 'partial', '测(2026)数通市不动产证明第0000003号', context)).toBe(
      '测(2026)数通市不动产证明第*****03号',
    );
    expect(maskValue('foreign-pr', 'strict', 'USA990019000101', context)).toBe('U*************1');
    expect(maskValue('hmt-residence', 'partial', '82000019000101001X', context)).toBe('820*************1X');
  });

  it('takes a number as it is printed', () => {
    expect(maskValue('plate', 'partial', '测a·00001', context)).toBe('测A***01');
    expect(maskValue('vin', 'partial', ' lzzfake0x00000003', context)).toBe('LZZ**********0003');
  });

  it('answers any text with a text', () => {
    const types = fc.constantFrom(...HIDDEN.map(([type]) => type), 'region6', 'name', 'address', 'date', 'serial', 'unknown');
    fc.assert(
      fc.property(types, fc.constantFrom('m1', 'm2', 'm3'), fc.string({ unit: 'grapheme' }), (type, profile, text) => {
        expect(typeof maskValue(type, profile, text, context)).toBe('string');
      }),
    );
  });
});

describe('The mask type of a data item', () => {
  it('follows from the schema and the name', () => {
    expect(maskTypeOf('idNo', { type: 'string', 'x-identifier': 'resident-id' })).toBe('resident-id');
    expect(maskTypeOf('certNo', { type: 'string', 'x-identifier': 'real-estate-cert' })).toBe('real-estate-cert');
    expect(maskTypeOf('name', { type: 'string' })).toBe('name');
    expect(maskTypeOf('domicileAddr', { type: 'string' })).toBe('address');
    expect(maskTypeOf('birthDate', { type: 'string', format: 'date' })).toBe('date');
    expect(maskTypeOf('householdNo', { type: 'string' })).toBe('serial');
  });

  it('does not exist for codes, booleans, numbers, times and unknown identifiers', () => {
    expect(maskTypeOf('sex', { type: 'string', 'x-code-table': 'sex' })).toBeUndefined();
    expect(maskTypeOf('status', { type: 'string', enum: ['1'] })).toBeUndefined();
    expect(maskTypeOf('deathMark', { type: 'boolean' })).toBeUndefined();
    expect(maskTypeOf('beds', { type: 'integer' })).toBeUndefined();
    expect(maskTypeOf('bornAt', { type: 'string', format: 'date-time' })).toBeUndefined();
    expect(maskTypeOf('passport', { type: 'string', 'x-identifier': 'passport' })).toBeUndefined();
  });
});
