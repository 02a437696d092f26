import type { Answer } from './consumer-system.js';

/** What the log says of an answered or denied query, from its receipt. */
export function entryOf(answer: Answer): { readonly k?: string; readonly use?: { readonly c?: number; readonly g?: number } } {
  const entry = answer.receipt?.entry;
  return entry === undefined ? {} : (JSON.parse(entry) as ReturnType<typeof entryOf>);
}
