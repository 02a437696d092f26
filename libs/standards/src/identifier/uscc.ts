import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { orgCodeCheckCharacter } from './org-code-check.js';
import { inReasonOrder, type Reason } from './reason.js';
import { reasonOfRegion } from './region-reason.js';

const LENGTH = 18;
/** No I O S V Z: they read as 1 0 5 U 2. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Categories that exist under each registering authority (GB 32100, domain.md §6). */
const CATEGORIES: Readonly<Record<string, string>> = {
  '1': '1239',
  '2': '19',
  '3': '123459',
  '4': '19',
  '5': '1239',
  '6': '129',
  '7': '129',
  '8': '19',
  '9': '123',
  A: '19',
  N: '1239',
  Y: '1',
};

/** 统一社会信用代码, GB 32100: authority, category, region 6, organisation code 9, check character (mod 31). */
export const parseUscc: ParseIdentifier = (text, context) => {
  const characters = [...text];
  if (characters.length !== LENGTH) return fail(['LENGTH']);
  if (!characters.every((character) => ALPHABET.includes(character))) return fail(['CHARSET']);
  const [authority = '', category = ''] = characters;
  const region = text.slice(2, 8);
  const orgCode = text.slice(8, 17);

  const reasons: Reason[] = [];
  if (!(CATEGORIES[authority] ?? '').includes(category)) reasons.push('CODE_UNKNOWN');
  const place = /^[0-9]{6}$/.test(region) ? reasonOfRegion(region, context) : 'STRUCTURE';
  if (place !== undefined) reasons.push(place);
  if (usccCheckCharacter(text.slice(0, 17)) !== text[17]) reasons.push('CHECK_DIGIT');
  if (reasons.length > 0) return fail(inReasonOrder(reasons));
  // Registries have issued codes around a wrong organisation code: a quality finding, no refusal.
  const warnings: Reason[] = orgCodeCheckCharacter(orgCode.slice(0, 8)) === orgCode[8] ? [] : ['INNER_CHECK_DIGIT'];
  return ok({ canonical: text, parts: { authority, category, region, orgCode }, warnings });
};

/** The whole code for authority, category, region and the first eight characters of the organisation code: both check characters added. */
export function completeUscc(first16: string): string {
  const first17 = first16 + orgCodeCheckCharacter(first16.slice(8));
  return first17 + usccCheckCharacter(first17);
}

/** The 18th character for the first 17: weights 3^i mod 31. */
function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
