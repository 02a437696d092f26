/** A duration as outcomes state it: the next of 1, 2, 5, 10, 20, 50 … ms (ledger.md §3), so that it tells little about one row. */
export function roundedMs(elapsedMs: number): number {
  for (let decade = 1; ; decade *= 10) {
    for (const step of [1, 2, 5]) if (elapsedMs <= step * decade) return step * decade;
  }
}
