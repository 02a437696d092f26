import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';

const MOST_LETTERS = 2;

/** What a character at the end makes of a plate of five places. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['警', 'police'],
  ['学', 'learner'],
  ['挂', 'trailer'],
  ['领', 'consular'],
  ['港', 'hong-kong'],
  ['澳', 'macao'],
]);

/** 机动车号牌, GA 36: province sign, letter of the office, five places, or six where the vehicle runs on new energy. */
export const parsePlate: ParseIdentifier = (text, context) => {
  const [sign = '', office = '', ...places] = text;
  if (places.length !== 5 && places.length !== 6) return fail(['LENGTH']);
  const serial = places.join('');
  if (!/^[0-9A-HJ-NP-Z]+[0-9A-HJ-NP-Z警学挂领港澳]$/u.test(serial)) return fail(['CHARSET']);
  // Without a province in front nothing says that the rest is laid out as a plate.
  if (!context.regions.hasProvinceSign(sign)) return fail(['CODE_UNKNOWN']);
  const plateClass = serial.length === 5 ? classOfFive(serial) : classOfSix(serial);
  if (!/^[A-HJ-NP-Z]$/.test(office) || plateClass === undefined) return fail(['STRUCTURE']);
  return ok({ canonical: text, parts: { class: plateClass }, warnings: [] });
};

function classOfFive(serial: string): string | undefined {
  const letters = serial.replaceAll(/[^A-Z]/gu, '').length;
  return letters > MOST_LETTERS ? undefined : (ENDINGS.get(serial.slice(-1)) ?? 'ordinary');
}

/** D and F were the first letters; A B C E and G H J K follow them as they are used up. */
function classOfSix(serial: string): string | undefined {
  if (/^[A-HJK][0-9A-Z][0-9]{4}$/.test(serial)) return 'new-energy-small';
  return /^[0-9]{5}[A-HJK]$/.test(serial) ? 'new-energy-large' : undefined;
}
