/** How far this machine's clock may be from PostgreSQL's (protocol.md §8). */
const MOST_SKEW_MS = 2000;

/** The two clocks disagree: deadlines and windows could be judged wrongly, so nothing is decided (invariant 6). */
export class ClockWrong extends Error {}

/** Compares the database's clock with ours, read before and after the question. All epoch ms; throws `ClockWrong`. */
export function checkClock(database: number, before: number, after: number): void {
  const skew = Math.max(before - database, database - after, 0);
  // Not a number is no clock: the comparison must fail closed.
  if (!(skew <= MOST_SKEW_MS))
    throw new ClockWrong('The clock is more than 2 s off that of PostgreSQL: set it, nothing is decided meanwhile.');
}
