import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyIndex } from './key-index.js';

describe('an index of rows by a key', () => {
  it('finds every row with the value, in ascending order', () => {
    const words = fc.constantFrom('', 'a', 'b', '990104190001010017', '990104190001010025', 'costarring', 'liquid');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 3000 }), words, (values, wanted) => {
        const index = new KeyIndex();
        values.forEach((value, row) => index.add(value, row));
        index.seal();
        const found = [...index.candidates(wanted)];
        expect(found.filter((row) => values[row] === wanted)).toEqual(
          values.flatMap((value, row) => (value === wanted ? [row] : [])),
        );
        expect(found).toEqual(found.toSorted((a, b) => a - b));
      }),
    );
  });

  it('may find a row of another value, whose hash is the same: rows have to be looked at', () => {
    const index = new KeyIndex();
    index.add('costarring', 0);
    index.seal();
    expect([...index.candidates('liquid')]).toEqual([0]);
    expect([...index.candidates('other')]).toEqual([]);
  });

  it('finds nothing where nothing was added', () => {
    const index = new KeyIndex();
    index.seal();
    expect([...index.candidates('a')]).toEqual([]);
  });
});
