import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueAt } from './json-pointer.js';

describe('a JSON Pointer', () => {
  // RFC 6901 §5, but for the tokens that mappings cannot hold.
  const document = { foo: ['bar', 'baz'], 'a/b': 1, 'c%d': 2, 'm~n': 8, '~1': 9, deep: [{ rows: [] }] };

  it.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/m~0n', 8],
    ['/~01', 9],
    ['/deep/0/rows', []],
  ])('%j names its value', (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });

  it.each(['/nothing', '/foo/2', '/foo/00', '/foo/-', '/foo/length', '/constructor', '/foo/map', '/a~1b/x', '/__proto__'])(
    '%j names nothing',
    (pointer) => {
      expect(valueAt(document, pointer)).toBeUndefined();
    },
  );

  it('finds what stands under any names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }), (names) => {
        const nested = names.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), 'found');
        const pointer = names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        expect(valueAt(nested, pointer)).toBe('found');
      }),
    );
  });
});
