import { dayOf } from '@shutong/decision';
import { fromInstant, toInstant } from '@shutong/kernel';

const DAY_MS = 86_400_000;

/** At most so many of something by each system in a calendar day at UTC+8. */
export class DayLimit {
  private day = '';
  private readonly counts = new Map<string, number>();

  constructor(private readonly perDay: number) {}

  /** Counts one; false when there were as many already. */
  take(system: string, now: number): boolean {
    const today = dayOf(toInstant(now));
    if (today !== this.day) this.counts.clear();
    this.day = today;
    const count = this.counts.get(system) ?? 0;
    if (count >= this.perDay) return false;
    this.counts.set(system, count + 1);
    return true;
  }
}

/** Seconds until the next calendar day at UTC+8, rounded up. */
export function secondsToNextDay(now: number): number {
  const midnight = fromInstant(`${dayOf(toInstant(now))}T00:00:00.000Z`) ?? now;
  return Math.ceil((midnight + DAY_MS - 8 * 3_600_000 - now) / 1_000);
}
