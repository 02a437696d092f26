import type { Level, MaskProfile } from '../entry/frame.js';

/** Level marks (domain.md §3.2): s sensitive, b own basis needed, n not shared, p predicate. */
export function hasMark(level: Level, mark: 's' | 'b' | 'n' | 'p'): boolean {
  return level.includes(mark, 2);
}

/** L1 L2 m0, L3 m1, L4 m2; a predicate is never masked. */
export function defaultMask(level: Level): MaskProfile {
  if (hasMark(level, 'p')) return 'm0';
  if (level.startsWith('L4')) return 'm2';
  return level.startsWith('L3') ? 'm1' : 'm0';
}

export function stricter(a: MaskProfile, b: MaskProfile): MaskProfile {
  return a > b ? a : b;
}
