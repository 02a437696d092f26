import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** 复姓: kept whole where something is left to hide. */
const COMPOUND_SURNAMES = '欧阳 司马 上官 诸葛 司徒 东方 尉迟 皇甫 慕容 令狐 夏侯 长孙'.split(' ');

/** A person's name: the surname stays under partial, nothing under strict (one `*` per code point). */
export const maskName: Mask = (value, profile) => {
  const length = [...value].length;
  if (value.trim() === '' || /\p{Cc}/u.test(value)) return undefined;
  if (profile === 'strict' || length === 1) return '*'.repeat(length);
  if (value.includes('·')) return maskJoined(value.split('·'));
  if (/^\p{Script=Latin}/u.test(value)) return value.split(/\s+/u).map(initialOf).join(' ');
  const hasCompound = length > 2 && COMPOUND_SURNAMES.some((surname) => value.startsWith(surname));
  return keepEnds(value, hasCompound ? 2 : 1, 0);
};

/** 买买提·测试: the length of the parts would tell families apart, so it is hidden. */
function maskJoined(parts: readonly string[]): string {
  return parts.map((part, place) => (place === 0 ? initialOf(part) : '***')).join('·');
}

function initialOf(word: string): string {
  return `${[...word][0] ?? ''}***`;
}
