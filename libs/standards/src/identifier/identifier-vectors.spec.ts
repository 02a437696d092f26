import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fixtureRegions } from '../region/fixture-regions.js';
import { nationalRegions } from '../region/national-regions.js';
import type { IdentifierContext } from './identifier.js';
import { type IdentifierType, isIdentifierType, parseIdentifier } from './validate-identifier.js';

interface IdentifierCase {
  readonly id: string;
  readonly type: string;
  readonly input: string;
  readonly options: {
    readonly regionTable: 'fixture' | 'national';
    readonly regionAt?: 'birth';
    readonly asOf?: `${number}-${number}-${number}`;
  };
  readonly valid: boolean;
  readonly normalized?: string;
  readonly parsed?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
  readonly reason?: string;
  readonly reasons?: readonly string[];
}

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/identifiers.json', import.meta.url), 'utf8')) as {
  readonly header: { readonly referenceDate: string };
  readonly cases: readonly IdentifierCase[];
};

/** Cases of every type known here. */
const COUNTS: Readonly<Record<IdentifierType, number>> = {
  'resident-id': 42,
  'hmt-residence': 5,
  'foreign-pr': 8,
  uscc: 34,
  region6: 11,
  region12: 4,
  'real-estate-unit': 16,
  'real-estate-cert': 8,
  plate: 18,
  vin: 13,
  'marriage-cert': 6,
  'disability-cert': 6,
  'student-no': 4,
};

describe('The identifier vectors', () => {
  const known = vectors.cases.filter((row) => isIdentifierType(row.type));

  it.each(Object.entries(COUNTS))('hold every case of %s', (type, count) => {
    expect(known.filter((row) => row.type === type)).toHaveLength(count);
  });

  it.each(known)('give $id the stated verdict', (row) => {
    const verdict = parseIdentifier(row.type as IdentifierType, row.input, contextOf(row));
    if (row.valid) {
      expect(verdict).toEqual({
        ok: true,
        value: { canonical: row.normalized, parts: row.parsed ?? {}, warnings: row.warnings ?? [] },
      });
    } else {
      expect(verdict).toEqual({ ok: false, failure: row.reasons ?? [row.reason] });
    }
  });
});

function contextOf(row: IdentifierCase): IdentifierContext {
  const regionAt = row.options.regionAt ?? row.options.asOf;
  return {
    regions: row.options.regionTable === 'fixture' ? fixtureRegions : nationalRegions,
    at: vectors.header.referenceDate,
    ...(regionAt === undefined ? {} : { regionAt }),
  };
}
