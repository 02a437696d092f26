import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './encoding.js';

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(Uint8Array.from(fromBase64Url(toBase64Url(bytes)) ?? [])).toEqual(bytes);
      expect(Uint8Array.from(fromBase64(toBase64(bytes)) ?? [])).toEqual(bytes);
    }),
  );
});

it.each(['AB', 'AA=', 'A', 'A A', '+w', 'AAB'])('refuses the second spelling %s of a value', (text) => {
  expect(fromBase64Url(text)).toBeUndefined();
});

it.each(['AB==', 'AA', 'AA=', 'AA==\n', '_w=='])('refuses the second padded spelling %s', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});
