import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fromBase64Url, hashText, toBase64Url } from '@shutong/kernel';
import { commit, commitAll, fieldSalt } from './commitment.js';

interface OpenedEntry {
  readonly index: number;
  readonly entrySalt: string;
  readonly fields: Readonly<Record<string, { readonly salt: string; readonly value: unknown; readonly c: string }>>;
}

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../test/vectors/tlog/${name}`, import.meta.url), 'utf8')) as T;
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) throw new Error('a vector is not base64url');
  return bytes;
}

const privacy = vectors<{
  readonly openings: readonly OpenedEntry[];
  readonly answers: readonly { readonly index: number; readonly plaintext: string; readonly digest: string }[];
}>('privacy.json');
const kinds = vectors<{ readonly entries: readonly { readonly index: number; readonly leaf: string }[] }>('kinds.json');

describe('commitments', () => {
  it.each(privacy.openings)('of entry $index open with the salts that follow from its entry salt', ({ entrySalt, fields }) => {
    for (const [field, opening] of Object.entries(fields)) {
      const salt = fieldSalt(bytesOf(entrySalt), field);
      expect(toBase64Url(salt)).toBe(opening.salt);
      expect(commit(salt, opening.value)).toBe(opening.c);
    }
  });

  it('recompute every commitment that stands in a leaf of the worked log', () => {
    const opened = new Map(privacy.openings.map((entry) => [entry.index, entry]));
    const leaves = kinds.entries.map(({ index, leaf }) => ({ index, c: (JSON.parse(leaf) as { c?: Record<string, string> }).c }));
    const committed = leaves.filter(({ c }) => c !== undefined);
    expect(committed.map(({ index }) => index)).toEqual(expect.arrayContaining([...opened.keys()]));
    for (const { index, c } of committed) {
      const entry = opened.get(index);
      const values = Object.entries(entry?.fields ?? {}).map(([field, { value }]) => [field, value] as const);
      expect(commitAll(bytesOf(entry?.entrySalt ?? ''), Object.fromEntries(values))).toEqual(c);
    }
  });

  it('of a result open to the digest of the answer, never to data', () => {
    for (const { index, plaintext, digest } of privacy.answers) {
      const entry = privacy.openings.find((candidate) => candidate.index === index);
      expect(hashText(plaintext)).toBe(digest);
      expect(entry?.fields['result']?.value).toBe(digest);
    }
  });

  it('of one value differ between fields and entries', () => {
    const [salt, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const commitments = [
      commit(fieldSalt(salt, 'op'), 'x'),
      commit(fieldSalt(salt, 'case'), 'x'),
      commit(fieldSalt(other, 'op'), 'x'),
    ];
    expect(new Set(commitments).size).toBe(3);
  });
});
