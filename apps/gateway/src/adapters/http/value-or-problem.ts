import type { Result } from '@shutong/kernel';
import { ProblemError } from '@shutong/platform';
import type { Refusal } from '../../domain/refusal/refusal.js';

/** The value, or the refusal as a problem with the headers its status asks for. */
export function valueOrProblem<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  const { code, retryAfterSeconds: _header, ...details } = result.failure;
  throw new ProblemError(code, details, headersOf(result.failure));
}

function headersOf({ code, id, retryAfterSeconds }: Refusal): Readonly<Record<string, string>> {
  return {
    // RFC 6750 §3: a protected resource names the scheme, and why the token failed.
    ...(code === 'TOKEN_INVALID' && { 'www-authenticate': 'Bearer error="invalid_token"' }),
    ...(code === 'SCOPE_MISSING' && { 'www-authenticate': 'Bearer error="insufficient_scope"' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...(id !== undefined && { location: `/v1/receipts/${id}` }),
  };
}
