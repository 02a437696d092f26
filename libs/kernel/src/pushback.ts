/** Overload: the caller is told to come back. HTTP answers 503 with `Retry-After` (RFC 9110 §10.2.3). */
export class Pushback extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super(`Overloaded; try again in ${String(retryAfterSeconds)} s.`);
    this.name = 'Pushback';
  }
}
