import { fail, ok } from '@shutong/kernel';
import { isCalendarDate } from './calendar-date.js';
import type { IdentifierContext, ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';
import { reasonOfRegion } from './region-reason.js';

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** 公民身份号码, GB 11643: region 6, birth date 8, sequence 3, check character (ISO 7064 MOD 11-2). */
export const parseResidentId: ParseIdentifier = (text, context) => {
  // Code points: a zero-width space inside is a wrong character, not a wrong length.
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  if (!/^[0-9]{17}[0-9X]$/.test(text)) return fail(['CHARSET']);
  const region = text.slice(0, 6);
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const sequence = text.slice(14, 17);

  const reasons: Reason[] = [];
  reasons.push(...reasonsOfPlaceAndDate(region, birthDate, context));
  if (sequence === '000') reasons.push('SEQUENCE');
  if (residentIdCheckCharacter(text.slice(0, 17)) !== text[17]) reasons.push('CHECK_DIGIT');
  if (reasons.length > 0) return fail(inReasonOrder(reasons));
  return ok({
    canonical: text,
    parts: { region, birthDate, sex: Number(sequence) % 2 === 1 ? '1' : '2' },
    warnings: [],
  });
};

/** The 18th character for the first 17 digits. */
export function residentIdCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

function reasonsOfPlaceAndDate(region: string, birthDate: string, context: IdentifierContext): readonly Reason[] {
  const reasons: Reason[] = [];
  const isDate = isCalendarDate(birthDate);
  if (!isDate) reasons.push('DATE_INVALID');
  else if (context.at !== undefined && birthDate > context.at) reasons.push('DATE_FUTURE');
  const place = reasonOfRegion(region, context, isDate ? birthDate : undefined);
  // Nationally a leading 9 marks a foreigner's number (外国人永久居留身份证); only the fixture table has regions with 9.
  if (place === 'REGION_UNKNOWN' && region.startsWith('9') && !context.regions.hasPrefix('9')) {
    return ['STRUCTURE', ...reasons];
  }
  return place === undefined ? reasons : [place, ...reasons];
}
