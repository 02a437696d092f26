import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBundle, encodeBundle, splitTile, tileLevels, tileWidth } from '../index.js';

const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });

describe('a bundle', () => {
  it('gives back the entries it was made of, and is a prefix of every longer one', () => {
    fc.assert(
      fc.property(entries, entries, (first, more) => {
        const bundle = encodeBundle(first);
        const longer = encodeBundle([...first, ...more]);
        expect(decodeBundle(bundle, first.length)?.map((each) => [...each])).toEqual(first.map((each) => [...each]));
        expect(Buffer.from(longer.subarray(0, bundle.length))).toEqual(Buffer.from(bundle));
      }),
    );
  });

  it('is refused when it is cut, longer than its width, or shorter', () => {
    const bundle = encodeBundle([Buffer.from('one'), Buffer.from('two')]);
    expect(decodeBundle(bundle, 1)).toBeUndefined();
    expect(decodeBundle(bundle, 3)).toBeUndefined();
    for (let end = 0; end < bundle.length; end += 1) expect(decodeBundle(bundle.subarray(0, end), 2)).toBeUndefined();
  });

  it('holds no entry whose length two bytes cannot say', () => {
    expect(decodeBundle(encodeBundle([new Uint8Array(65_535)]), 1)?.[0]?.length).toBe(65_535);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

describe('a tile', () => {
  it('has the width that the tree size gives it', () => {
    expect([tileWidth({ level: 0, n: 273 }, 70_000), tileWidth({ level: 0, n: 272 }, 70_000)]).toEqual([112, 256]);
    expect([tileWidth({ level: 1, n: 1 }, 70_000), tileWidth({ level: 2, n: 0 }, 70_000)]).toEqual([17, 1]);
    expect([tileWidth({ level: 0, n: 274 }, 70_000), tileWidth({ level: 3, n: 0 }, 70_000)]).toEqual([0, 0]);
    expect([tileWidth({ level: 63, n: 0 }, 70_000), tileLevels(0)]).toEqual([0, []]);
  });

  it('is 1 to 256 whole hashes', () => {
    expect(splitTile(new Uint8Array(8_192))?.length).toBe(256);
    for (const bytes of [0, 31, 33, 8_224]) expect(splitTile(new Uint8Array(bytes))).toBeUndefined();
  });
});
