/** Ages count on this day, so that the same rows come out in every year. */
export const DEMONSTRATION_DATE = '2026-11-22';

const DAY_MS = 86_400_000;
const demonstrationMs = Date.parse(DEMONSTRATION_DATE);

/** `YYYY-MM-DD`, so many days before the demonstration. */
export function daysBefore(days: number): string {
  return new Date(demonstrationMs - days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day so many years later. */
export function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years)}${day.slice(4)}`;
}
