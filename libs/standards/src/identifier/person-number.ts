import { fail, ok, type Result } from '@shutong/kernel';
import { isCalendarDate } from './calendar-date.js';
import { inReasonOrder, type Reason } from './reason.js';

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** The layout of GB 11643, which cards of residents and foreigners share: prefix 6, birth date 8, sequence 3, check character. */
export interface PersonNumber {
  readonly prefix: string;
  readonly birthDate: string;
  readonly sex: '1' | '2';
}

/** What the first six characters have against them; each type reads them its own way. `birthDate` is given where it is a real date. */
export type ReasonOfPrefix = (prefix: string, birthDate: string | undefined) => Reason | undefined;

/** Takes a number of that layout apart. A birth date after `at` is `DATE_FUTURE`. */
export function readPersonNumber(
  text: string,
  at: string | undefined,
  reasonOfPrefix: ReasonOfPrefix,
): Result<PersonNumber, readonly Reason[]> {
  // Code points: a zero-width space inside is a wrong character, not a wrong length.
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  if (!/^[0-9]{17}[0-9X]$/.test(text)) return fail(['CHARSET']);
  const prefix = text.slice(0, 6);
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const sequence = text.slice(14, 17);

  const reasons: Reason[] = [];
  const isDate = isCalendarDate(birthDate);
  const ofPrefix = reasonOfPrefix(prefix, isDate ? birthDate : undefined);
  if (ofPrefix !== undefined) reasons.push(ofPrefix);
  if (!isDate) reasons.push('DATE_INVALID');
  else if (at !== undefined && birthDate > at) reasons.push('DATE_FUTURE');
  if (sequence === '000') reasons.push('SEQUENCE');
  if (residentIdCheckCharacter(text.slice(0, 17)) !== text[17]) reasons.push('CHECK_DIGIT');
  if (reasons.length > 0) return fail(inReasonOrder(reasons));
  return ok({ prefix, birthDate, sex: Number(sequence) % 2 === 1 ? '1' : '2' });
}

/** The 18th character for the first 17 digits (ISO 7064 MOD 11-2). */
export function residentIdCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}
