import { fail, ok, type Result } from '@shutong/kernel';

const DEFAULT_WAIT_S = 5;
const MAX_WAIT_S = 30;
/** 1 to 128 visible ASCII characters. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;
const PREFER_WAIT = /^wait=(?<seconds>[1-9][0-9]?)$/;
const BEARER = /^Bearer (?<token>[A-Za-z0-9._~+/-]+=*)$/i;

export interface RequestHeaders {
  readonly idempotencyKey?: string;
  /** Until the deadline, in seconds. */
  readonly waitSeconds: number;
  /** What `Preference-Applied` answers (RFC 7240 §3). */
  readonly preferenceApplied?: string;
}

/** The token of `Authorization: Bearer` (RFC 6750 §2.1). */
export function bearerToken(authorization: string | undefined): string | undefined {
  return BEARER.exec(authorization ?? '')?.groups?.['token'];
}

/** `Idempotency-Key` and `Prefer: wait=N` (RFC 7240 §4.3). Failures are findings. */
export function readHeaders(headers: Readonly<Record<string, unknown>>): Result<RequestHeaders, readonly string[]> {
  const findings: string[] = [];
  const key = headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key))) {
    findings.push('the header Idempotency-Key must be 1 to 128 visible ASCII characters');
  }
  const wait = waitOf(headers['prefer']);
  if (wait === undefined) findings.push(`the header Prefer must be wait=N with N from 1 to ${String(MAX_WAIT_S)}`);
  if (findings.length > 0 || wait === undefined) return fail(findings);
  const idempotencyKey = typeof key === 'string' ? { idempotencyKey: key } : {};
  const applied = headers['prefer'] === undefined ? {} : { preferenceApplied: `wait=${String(wait)}` };
  return ok({ ...idempotencyKey, waitSeconds: wait, ...applied });
}

/** The media type of a query is application/json; parameters but charset=utf-8 are refused. */
export function isJsonType(contentType: unknown): boolean {
  return typeof contentType === 'string' && /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(contentType.trim());
}

function waitOf(prefer: unknown): number | undefined {
  if (prefer === undefined) return DEFAULT_WAIT_S;
  if (typeof prefer !== 'string') return undefined;
  const seconds = Number(PREFER_WAIT.exec(prefer.trim())?.groups?.['seconds']);
  return seconds >= 1 && seconds <= MAX_WAIT_S ? seconds : undefined;
}
