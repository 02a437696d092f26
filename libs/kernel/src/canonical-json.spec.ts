import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, isCanonicalJson } from './canonical-json.js';

describe('canonical JSON (RFC 8785)', () => {
  it('is what the library writes, for every value', () => {
    const values = fc.object({
      key: fc.string({ unit: 'binary', maxLength: 4 }),
      maxDepth: 4,
      values: [fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)],
    });
    fc.assert(
      fc.property(values, (value) => {
        let expected: string | undefined;
        try {
          expected = canonicalize(value);
        } catch {
          expect(() => canonicalJson(value)).toThrow();
          return;
        }
        expect(canonicalJson(value)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['members in order of UTF-16 code units', { b: 1, a: 2, '\u20ac': 3, '\ud83d\ude00': 4, '\ufb33': 5 }],
    ['names that look like array indexes', { '9': 1, '10': 2, a: 3 }],
    ['numbers', [1e21, 1e-7, -0, 0.1, 100]],
    ['members that are undefined', { a: undefined, b: 1 }],
    ['dates', { at: new Date(0) }],
  ])('agrees with the library on %s', (_what, value) => {
    expect(canonicalJson(value)).toBe(canonicalize(value));
  });

  it.each([
    ['a lone surrogate', '\ud800'],
    ['a name with one', { '\udfff': 1 }],
    ['infinity', Number.POSITIVE_INFINITY],
    ['nothing', undefined],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it('knows its own spelling from any other', () => {
    expect(
      ['{"a":1,"b":"\\u001f"}', '[]', '{"a":1.0}', '{"b":1,"a":2}', '{"a":1,"a":1}', '"\\u0041"', '{ }'].map(isCanonicalJson),
    ).toEqual([true, true, false, false, false, false, false]);
  });
});
