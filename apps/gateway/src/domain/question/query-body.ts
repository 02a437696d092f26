/** Body of a query once it matches the dataset's query schema (domain.md §8). */
export interface QueryBody {
  readonly mode: string;
  readonly purpose: string;
  readonly basis: string;
  readonly law: string;
  readonly caseNo?: string;
  readonly operator: { readonly no: string; readonly role: string; readonly dept?: string };
  readonly keys: Readonly<Record<string, string>>;
  readonly fields?: readonly string[];
  readonly ask?: Readonly<Record<string, unknown>>;
  readonly region?: readonly string[];
  readonly period?: unknown;
  readonly page?: unknown;
  readonly reason?: string;
}

/** The names a query asks for, as the set that the log holds: sorted, each once. */
export function askedNames(body: QueryBody): readonly string[] {
  return sortedSet(body.fields ?? Object.keys(body.ask ?? {}));
}

export function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}

/** What `c.query` commits to: everything asked that is not in the leaf in plain (ledger.md §4). */
export function committedQuestion(body: QueryBody): Readonly<Record<string, unknown>> {
  const { keys, ask, period, page, reason } = body;
  return {
    keys,
    ...(ask !== undefined && { ask }),
    ...(period !== undefined && { period }),
    ...(page !== undefined && { page }),
    ...(reason !== undefined && { reason }),
  };
}
