import { toInstant } from '@shutong/kernel';

const HOUR_MS = 3_600_000;

/** The hour in the name of a seal, UTC, `2026-11-22T08`. */
export function sealHour(epochMs: number): string {
  return toInstant(epochMs).slice(0, 13);
}

/** Whether a seal of that hour may still be opened: this hour or one beside it. Older ones are replays, later ones a wrong clock. */
export function isSealHourNear(hour: string, epochMs: number): boolean {
  return [0, -HOUR_MS, HOUR_MS].some((offset) => sealHour(epochMs + offset) === hour);
}
