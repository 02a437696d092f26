import { isCalendarDate } from '../identifier/calendar-date.js';

/** Lower ends of the bands; 14 and 80 matter in law (PIPL 31, old-age allowance). */
const BANDS: readonly (readonly [from: number, band: string])[] = [
  [90, '90+'],
  [80, '80-89'],
  [60, '60-79'],
  [45, '45-59'],
  [18, '18-44'],
  [14, '14-17'],
  [6, '6-13'],
  [0, '0-5'],
];

/** Names of the bands of `band:age`, youngest first. */
export const AGE_BANDS: readonly string[] = BANDS.map(([, band]) => band).toReversed();

/**
 * Completed years on the day `on` (both `YYYY-MM-DD`); undefined when born later or either is no date. Who is born on
 * 29 February has the birthday on 1 March in other years (domain.md §5): month and day compare as text.
 */
export function ageOn(birthDate: string, on: string): number | undefined {
  if (!isCalendarDate(birthDate) || !isCalendarDate(on) || birthDate > on) return undefined;
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The band of `band:age` that holds the age. */
export function ageBandOf(age: number): string | undefined {
  return BANDS.find(([from]) => age >= from)?.[1];
}
