import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';

const LENGTH = 17;
/** By place; the check character itself, at place 9, counts nothing. */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK_PLACE = 8;
/** A letter counts its place in its row, from 1. No I, O, Q: they read as 1, 0, 0. */
const LETTER_ROWS = ['ABCDEFGH', 'JKLMN.P.R', '.STUVWXYZ'];

/** 车辆识别代号, GB 16735: seventeen characters, the ninth of which checks the others. */
export const parseVin: ParseIdentifier = (text) => {
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  if (!/^[0-9A-HJ-NPR-Z]{17}$/.test(text)) return fail(['CHARSET']);
  const check = text.charAt(CHECK_PLACE);
  if (!/[0-9X]/.test(check)) return fail(['STRUCTURE']);
  if (check !== vinCheckCharacter(text)) return fail(['CHECK_DIGIT']);
  return ok({ canonical: text, parts: {}, warnings: [] });
};

/** The character that belongs at place 9 of seventeen (GB 16735 appendix); what stands there counts nothing. */
export function vinCheckCharacter(text: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * valueOf(text.charAt(place)), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

function valueOf(character: string): number {
  return /[0-9]/.test(character) ? Number(character) : Math.max(...LETTER_ROWS.map((row) => row.indexOf(character) + 1));
}
