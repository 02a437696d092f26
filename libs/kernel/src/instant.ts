/** UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`: the one spelling of a time in the log (ledger.md §3). */
export type Instant = string;

export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** Epoch milliseconds, or undefined when the text is not that very spelling of a real instant. */
export function fromInstant(text: string): number | undefined {
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) return undefined;
  return text.length === 24 && new Date(epochMs).toISOString() === text ? epochMs : undefined;
}
