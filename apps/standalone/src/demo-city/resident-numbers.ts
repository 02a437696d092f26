import { residentIdCheckCharacter } from '@shutong/standards';
import { NUMBER_REGIONS } from './districts.js';
import type { Sex } from './resident.js';

const DAYS = 365;
const PAIRS = 500;

/** Month and day of every day of 1900, which had no 29 February. */
const MONTH_DAYS: readonly string[] = Array.from({ length: DAYS }, (_, day) =>
  new Date(Date.UTC(1900, 0, 1 + day)).toISOString().slice(5, 10).replace('-', ''),
);

/**
 * Gives out each synthetic person number once. All carry a date of the year 1900: a mark that tells them from real numbers,
 * not a birth date. 365 days × 999 sequences × 7 regions leave room for 2.55 million.
 */
export class ResidentNumbers {
  private readonly taken = new Map<string, number>();

  constructor(private readonly reserved: ReadonlySet<string>) {}

  /** A number of the region, or of another one once that is full. Throws `RangeError` when all are. */
  next(region: string, sex: Sex): string {
    for (const place of [region, ...NUMBER_REGIONS]) {
      const number = this.nextIn(place, sex);
      if (number !== undefined) return number;
    }
    throw new RangeError('the fixture city has no person number left');
  }

  private nextIn(region: string, sex: Sex): string | undefined {
    const key = region + sex;
    for (let place = this.taken.get(key) ?? 0; ; place += 1) {
      this.taken.set(key, place + 1);
      const sequence = 2 * Math.floor(place / DAYS) + (sex === '1' ? 1 : 2);
      if (sequence >= 2 * PAIRS) return undefined;
      const first17 = `${region}1900${MONTH_DAYS[place % DAYS] ?? ''}${String(sequence).padStart(3, '0')}`;
      const number = first17 + residentIdCheckCharacter(first17);
      if (!this.reserved.has(number)) return number;
    }
  }
}
