import { vinCheckCharacter } from '@shutong/standards';
import type { Resident } from './resident.js';
import { seedOf } from './seed-of.js';

/** No I, no O. */
const OFFICES = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const CHECK_PLACE = 8;

/**
 * The `number`-th plate under the sign of the fixture city, 测, which no province has (GA 36): office letter, then a letter and four
 * digits; room for 5.76 million.
 */
export function plateOf(number: number): string {
  const letterAt = (place: number): string => OFFICES.charAt(place % OFFICES.length);
  return `测${letterAt(Math.floor(number / 240_000))}${letterAt(Math.floor(number / 10_000))}${String(number % 10_000).padStart(4, '0')}`;
}

/** A vehicle identification number that begins like no maker's, with the right check digit at place 9. */
export function vinOf({ idNo }: Resident, place: number): string {
  const serial = String((seedOf(`vin ${idNo}`) + place) % 100_000_000).padStart(8, '0');
  const draft = `ZZZTEST10${serial}`;
  return draft.slice(0, CHECK_PLACE) + vinCheckCharacter(draft) + draft.slice(CHECK_PLACE + 1);
}
