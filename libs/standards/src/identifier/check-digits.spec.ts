import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fixtureRegions } from '../region/fixture-regions.js';
import { nationalRegions } from '../region/national-regions.js';
import { residentIdCheckCharacter } from './resident-id.js';
import { validateIdentifier } from './validate-identifier.js';

const fixture = { regions: fixtureRegions };
const DIGITS = '0123456789';
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCCS = ['11990104MB9100024A', '91990104MA9000118E', '52990104MJ91000319', '11990104MB910018XK'];

/** A valid fixture number: any day of January 1900, any sequence but 000. */
const residentIds = fc
  .record({ day: fc.integer({ min: 1, max: 31 }), sequence: fc.integer({ min: 1, max: 999 }) })
  .map(({ day, sequence }) => {
    const first17 = `990104190001${String(day).padStart(2, '0')}${String(sequence).padStart(3, '0')}`;
    return first17 + residentIdCheckCharacter(first17);
  });

describe('Check digits', () => {
  it('accept every number made with the right one', () => {
    fc.assert(fc.property(residentIds, (id) => validateIdentifier('resident-id', id, fixture).ok));
  });

  it('refuse a person number with any one character changed', () => {
    fc.assert(
      fc.property(residentIds, fc.nat(17), fc.nat(9), (id, place, step) => {
        const changed = replaceAt(id, place, place === 17 ? `${DIGITS}X` : DIGITS, step);
        return changed === id || !validateIdentifier('resident-id', changed, fixture).ok;
      }),
    );
  });

  it('refuse a credit code with any one character changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...USCCS), fc.nat(17), fc.nat(30), (code, place, step) => {
        const changed = replaceAt(code, place, USCC_ALPHABET, step);
        return changed === code || !validateIdentifier('uscc', changed, fixture).ok;
      }),
    );
  });

  it('refuse two different neighbours that were swapped', () => {
    const values = fc.oneof(
      residentIds.map((value) => ({ type: 'resident-id' as const, value })),
      fc.constantFrom(...USCCS).map((value) => ({ type: 'uscc' as const, value })),
    );
    fc.assert(
      fc.property(values, fc.nat(16), ({ type, value }, place) => {
        const swapped = value.slice(0, place) + value.charAt(place + 1) + value.charAt(place) + value.slice(place + 2);
        return swapped === value || !validateIdentifier(type, swapped, fixture).ok;
      }),
    );
  });
});

describe('The national region table', () => {
  it('refuses every number of the fixture city', () => {
    fc.assert(
      fc.property(residentIds, (id) => {
        expect(validateIdentifier('resident-id', id, { regions: nationalRegions })).toEqual({
          ok: false,
          failure: ['STRUCTURE'],
        });
      }),
    );
    for (const code of USCCS) {
      expect(validateIdentifier('uscc', code, { regions: nationalRegions })).toEqual({
        ok: false,
        failure: ['REGION_UNKNOWN'],
      });
    }
  });
});

function replaceAt(text: string, place: number, alphabet: string, step: number): string {
  return text.slice(0, place) + alphabet.charAt(step % alphabet.length) + text.slice(place + 1);
}
