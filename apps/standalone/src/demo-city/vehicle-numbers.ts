import type { Resident } from './resident.js';
import { seedOf } from './seed-of.js';

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Values of letters in a VIN (GB 16735): A–H 1–8, J–N 1–5, P 7, R 9, S–Z 2–9. */
const LETTERS = 'ABCDEFGH.JKLMN.P.R.STUVWXYZ';
const VALUES = '12345678.12345.7.9.23456789';
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
  const sum = [...draft].reduce((total, character, at) => total + valueOf(character) * (WEIGHTS[at] ?? 0), 0);
  const check = sum % 11 === 10 ? 'X' : String(sum % 11);
  return draft.slice(0, CHECK_PLACE) + check + draft.slice(CHECK_PLACE + 1);
}

function valueOf(character: string): number {
  const letter = LETTERS.indexOf(character);
  return letter < 0 ? Number(character) : Number(VALUES.charAt(letter));
}
