import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fixtureRegions } from '../region/fixture-regions.js';
import { nationalRegions } from '../region/national-regions.js';
import { residentIdCheckCharacter } from './person-number.js';
import { type IdentifierType, validateIdentifier } from './validate-identifier.js';

const fixture = { regions: fixtureRegions };
const DIGITS = '0123456789';
const CHECKS = `${DIGITS}X`;
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const VIN_ALPHABET = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const USCCS = ['11990104MB9100024A', '91990104MA9000118E', '52990104MJ91000319', '11990104MB910018XK'];

/** A valid number under the prefix: any day of January 1900, any sequence but 000. */
const personNumbers = (...prefixes: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      prefix: fc.constantFrom(...prefixes),
      day: fc.integer({ min: 1, max: 31 }),
      sequence: fc.integer({ min: 1, max: 999 }),
    })
    .map(({ prefix, day, sequence }) => {
      const first17 = `${prefix}190001${String(day).padStart(2, '0')}${String(sequence).padStart(3, '0')}`;
      return first17 + residentIdCheckCharacter(first17);
    });

const residentIds = personNumbers('990104');
const numbers: fc.Arbitrary<{ type: IdentifierType; value: string }> = fc.oneof(
  residentIds.map((value) => ({ type: 'resident-id' as const, value })),
  personNumbers('810000', '820000', '830000').map((value) => ({ type: 'hmt-residence' as const, value })),
  personNumbers('999840', '999392').map((value) => ({ type: 'foreign-pr' as const, value })),
);
/** Types that hold a person's number between other characters. */
const holders: fc.Arbitrary<{ type: IdentifierType; before: string; value: string; after: string }> = fc.oneof(
  fc.record({
    type: fc.constant('student-no' as const),
    before: fc.constantFrom('G', 'J', 'L'),
    value: residentIds,
    after: fc.constant(''),
  }),
  fc.record({
    type: fc.constant('disability-cert' as const),
    before: fc.constant(''),
    value: residentIds,
    after: fc.constantFrom('11', '74', '43B1', '43B12'),
  }),
);
/** Eight and eight characters of a vehicle number; its check character is still to be found. */
const vehicles = fc.tuple(
  fc.string({ unit: fc.constantFrom(...VIN_ALPHABET), minLength: 8, maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...VIN_ALPHABET), minLength: 8, maxLength: 8 }),
);

const isValid = (type: IdentifierType, value: string): boolean => validateIdentifier(type, value, fixture).ok;

describe('Check digits', () => {
  it('accept every number made with the right one', () => {
    fc.assert(fc.property(numbers, ({ type, value }) => isValid(type, value)));
    fc.assert(fc.property(holders, ({ type, before, value, after }) => isValid(type, before + value + after)));
  });

  it('refuse a person number with any one character changed', () => {
    fc.assert(
      fc.property(numbers, fc.nat(17), fc.nat(10), ({ type, value }, place, step) => {
        const changed = replaceAt(value, place, place === 17 ? CHECKS : DIGITS, step);
        return changed === value || !isValid(type, changed);
      }),
    );
  });

  it('refuse whatever holds a person number with any one character changed', () => {
    fc.assert(
      fc.property(holders, fc.nat(17), fc.nat(10), ({ type, before, value, after }, place, step) => {
        const changed = replaceAt(value, place, place === 17 ? CHECKS : DIGITS, step);
        return changed === value || !isValid(type, before + changed + after);
      }),
    );
  });

  it('refuse a credit code with any one character changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...USCCS), fc.nat(17), fc.nat(30), (code, place, step) => {
        const changed = replaceAt(code, place, USCC_ALPHABET, step);
        return changed === code || !isValid('uscc', changed);
      }),
    );
  });

  it('accept one of the eleven characters at the ninth place of a vehicle number', () => {
    fc.assert(
      fc.property(vehicles, ([before, after]) => {
        expect([...CHECKS].filter((check) => isValid('vin', before + check + after))).toHaveLength(1);
      }),
    );
  });

  it('refuse a vehicle number with one digit changed to another, letters share their values', () => {
    fc.assert(
      fc.property(vehicles, fc.nat(15), fc.nat(9), fc.nat(9), ([before, after], place, digit, other) => {
        const rest = replaceAt(before + after, place, DIGITS, digit);
        const changed = replaceAt(rest, place, DIGITS, other);
        const check = [...CHECKS].find((character) => isValid('vin', withCheck(rest, character)));
        expect(check).toBeDefined();
        return digit === other || !isValid('vin', withCheck(changed, check ?? ''));
      }),
    );
  });

  it('refuse two different neighbours that were swapped', () => {
    const values = fc.oneof(
      numbers,
      fc.constantFrom(...USCCS).map((value) => ({ type: 'uscc' as const, value })),
    );
    fc.assert(
      fc.property(values, fc.nat(16), ({ type, value }, place) => {
        const swapped = value.slice(0, place) + value.charAt(place + 1) + value.charAt(place) + value.slice(place + 2);
        return swapped === value || !isValid(type, swapped);
      }),
    );
  });
});

describe('The national region table', () => {
  const verdictOn = (type: IdentifierType, value: string): unknown =>
    validateIdentifier(type, value, { regions: nationalRegions });

  it('refuses every number of the fixture city', () => {
    fc.assert(
      fc.property(residentIds, (id) => {
        expect(verdictOn('resident-id', id)).toEqual({ ok: false, failure: ['STRUCTURE'] });
      }),
    );
    for (const code of USCCS) expect(verdictOn('uscc', code)).toEqual({ ok: false, failure: ['REGION_UNKNOWN'] });
  });

  it.each([
    ['foreign-pr', '999840190001010019', 'REGION_UNKNOWN'],
    ['region12', '990104001001', 'REGION_UNKNOWN'],
    ['real-estate-unit', '990104001001GB00001F00010001', 'REGION_UNKNOWN'],
    ['real-estate-cert', '测(2026)数通市不动产权第0000001号', 'CODE_UNKNOWN'],
    ['plate', '测A00001', 'CODE_UNKNOWN'],
    ['marriage-cert', 'J990104-2026-000001', 'REGION_UNKNOWN'],
    ['disability-cert', '99010419000101001743', 'STRUCTURE'],
    ['student-no', 'G990104190001010017', 'STRUCTURE'],
  ] as const)('refuses the %s of the fixture city', (type, value, reason) => {
    expect(validateIdentifier(type, value, fixture).ok).toBe(true);
    expect(verdictOn(type, value)).toEqual({ ok: false, failure: [reason] });
  });
});

function withCheck(sixteen: string, check: string): string {
  return sixteen.slice(0, 8) + check + sixteen.slice(8);
}

function replaceAt(text: string, place: number, alphabet: string, step: number): string {
  return text.slice(0, place) + alphabet.charAt(step % alphabet.length) + text.slice(place + 1);
}
