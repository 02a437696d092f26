/** 30 s at most, and 2 s for clocks that differ (protocol.md §9). */
const FURTHEST_MS = 32_000;

/** now < deadline ≤ now + 32 s (row 5 of protocol.md §7.2); a query from the past or far future is not read for. */
export function isInTime(deadlineMs: number, now: number): boolean {
  return now < deadlineMs && deadlineMs <= now + FURTHEST_MS;
}
