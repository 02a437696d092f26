import { describe, expect, it } from '@jest/globals';
import { parseTilePath, tilePath } from '../index.js';
import { vectorJson } from './vector-files.contract.js';

type PathCase =
  | { path: string; verdict: 'accept'; level: number | 'entries'; n: number; width: number }
  | { path: string; verdict: 'reject'; why: string };

const { cases } = vectorJson<{ cases: readonly PathCase[] }>('tlog/tile-paths.json');

describe('tile paths', () => {
  it.each(cases.map((each) => [each.verdict, each.path, each] as const))('%s %s', (_, path, each) => {
    if (each.verdict === 'reject') return expect(parseTilePath(path)).toBeUndefined();
    const { level, n, width } = each;
    expect(parseTilePath(path)).toEqual({ level, n, width });
    return expect(tilePath(level, n, width)).toBe(path);
  });
});
