/** How much of a value is hidden: `m0`–`m3` in grants and log, the words in `x-mask` and on screens (domain.md §11). */
export type MaskProfile = 'none' | 'partial' | 'strict' | 'full';

/** A mask of one type under the two profiles that depend on it. Undefined: the value is not of the type. */
export type Mask = (value: string, profile: 'partial' | 'strict') => string | undefined;

/** What stands for a value of which nothing may be seen, not even its length. */
export const FULL = '******';

const PROFILES: Readonly<Record<string, MaskProfile>> = {
  none: 'none',
  partial: 'partial',
  strict: 'strict',
  full: 'full',
  m0: 'none',
  m1: 'partial',
  m2: 'strict',
  m3: 'full',
};

/** The profile of a code or word; what is neither hides all (unknown means no). */
export function maskProfileOf(text: string): MaskProfile {
  return Object.hasOwn(PROFILES, text) ? (PROFILES[text] ?? 'full') : 'full';
}
