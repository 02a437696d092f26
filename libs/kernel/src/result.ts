/** Outcome of an operation that a caller can meet with a refusal. Read with `if`, not chained. */
export type Result<T, C> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: C };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail<const C>(failure: C): Result<never, C> {
  return { ok: false, failure };
}
