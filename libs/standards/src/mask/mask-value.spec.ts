import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validateIdentifier } from '../identifier/validate-identifier.js';
import { fixtureRegions } from '../region/fixture-regions.js';
import { nationalRegions } from '../region/national-regions.js';
import { maskValue } from './mask-value.js';
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
const TYPES = ['resident-id', 'uscc', 'name', 'address', 'date'];

describe('The masking vectors', () => {
  const known = cases.filter((row) => TYPES.includes(row.type));

  it('hold every case of the types known here', () => {
    expect(known).toHaveLength(32);
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

  it('never leaves a value that validates as its own type', () => {
    const profiles = fc.constantFrom('partial', 'strict', 'full');
    fc.assert(
      fc.property(profiles, fc.constantFrom('990104190001010017', '99010219000103004X'), (profile, id) => {
        const masked = maskValue('resident-id', profile, id, context);
        return !validateIdentifier('resident-id', masked, context).ok;
      }),
    );
  });

  it('answers any text with a text', () => {
    const types = fc.constantFrom('resident-id', 'uscc', 'region6', 'name', 'address', 'date', 'serial', 'unknown');
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
    expect(maskTypeOf('vin', { type: 'string', 'x-identifier': 'vin' })).toBeUndefined();
  });
});
