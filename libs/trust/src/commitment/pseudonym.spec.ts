import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { pairKey, pseudonym } from './pseudonym.js';

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../test/vectors/tlog/${name}`, import.meta.url), 'utf8')) as T;
}

const { kSubEpochHex } = vectors<{ readonly kSubEpochHex: string }>('keys.json');
const cases = vectors<{
  readonly pseudonym: readonly {
    readonly provider: string;
    readonly consumer: string;
    readonly epoch: string;
    readonly pairKeyHex: string;
    readonly subject: { readonly t: string; readonly v: string };
    readonly sub: string;
  }[];
}>('privacy.json').pseudonym;

describe('a pseudonym', () => {
  it.each(cases)('$sub follows from the epoch key, the two departments and the subject', (known) => {
    const key = pairKey(Buffer.from(kSubEpochHex, 'hex'), known.epoch, known.provider, known.consumer);
    expect(Buffer.from(key).toString('hex')).toBe(known.pairKeyHex);
    expect(pseudonym(key, known.subject)).toBe(known.sub);
  });

  it('of one person differs between pairs of departments and between half-years', () => {
    const epochKey = Buffer.from(kSubEpochHex, 'hex');
    const subject = { t: 'idNo', v: '990104190001010017' };
    const names = [
      pseudonym(pairKey(epochKey, '2026h2', 'A', 'B'), subject),
      pseudonym(pairKey(epochKey, '2026h2', 'A', 'C'), subject),
      pseudonym(pairKey(epochKey, '2027h1', 'A', 'B'), subject),
    ];
    expect(new Set(names).size).toBe(3);
  });
});
