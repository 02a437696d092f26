import { describe, expect, it } from '@jest/globals';
import { parseInt8 } from './int8.js';

describe('a bigint column', () => {
  it('is a number up to 2^53 - 1', () => {
    expect(parseInt8('0')).toBe(0);
    expect(parseInt8('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('is never rounded beyond it', () => {
    expect(() => parseInt8('9007199254740992')).toThrow(RangeError);
    expect(() => parseInt8('-9223372036854775808')).toThrow(RangeError);
  });
});
