import { readFile } from 'node:fs/promises';
import { type Clock, fail, hashText, ok, type Result } from '@shutong/kernel';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { type AccessToken, TOKEN_ALGORITHM, TOKEN_TYPE } from './access-token.js';

const MAX_TOKEN_CHARACTERS = 4096;
const MAX_CACHED = 10_000;
const CACHED_MS = 60_000;

export interface TokenTrust {
  /** Path of the issuer's JWKS. */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Verifies bearer tokens (RFC 9068): signature, algorithm, type, issuer, audience, times, all fixed here and never by the token. */
export class TokenVerifier {
  readonly #cached = new Map<string, { readonly token: AccessToken; readonly until: number }>();

  private constructor(
    private readonly keys: ReturnType<typeof createLocalJWKSet>,
    private readonly trust: TokenTrust,
    private readonly clock: Clock,
  ) {}

  /** Reads the JWKS. Throws when it is none. */
  static async load(trust: TokenTrust, clock: Clock): Promise<TokenVerifier> {
    const keys = JSON.parse(await readFile(trust.jwks, 'utf8')) as JSONWebKeySet;
    return new TokenVerifier(createLocalJWKSet(keys), trust, clock);
  }

  /** A good token is remembered by its digest for at most 60 s and never past `exp`: 0.23 ms a request otherwise (stack.md §12). */
  async verify(token: string): Promise<Result<AccessToken, 'TOKEN_INVALID'>> {
    if (token.length > MAX_TOKEN_CHARACTERS) return fail('TOKEN_INVALID');
    const digest = hashText(token);
    const now = this.clock.now();
    const cached = this.#cached.get(digest);
    if (cached !== undefined && now < cached.until) return ok(cached.token);
    this.#cached.delete(digest);
    const verified = await this.#verifyAnew(token, now);
    if (verified.ok) this.#remember(digest, verified.value, now);
    return verified;
  }

  async #verifyAnew(token: string, now: number): Promise<Result<AccessToken, 'TOKEN_INVALID'>> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: [TOKEN_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer: this.trust.issuer,
        audience: this.trust.audience,
        requiredClaims: ['exp', 'iat', 'jti', 'scope', 'sub'],
        currentDate: new Date(now),
      });
      const accessToken = accessTokenOf(payload);
      return accessToken === undefined ? fail('TOKEN_INVALID') : ok(accessToken);
    } catch (error) {
      // jose's own refusals are the answer; anything else is a bug and goes on.
      if (error instanceof errors.JOSEError) return fail('TOKEN_INVALID');
      throw error;
    }
  }

  #remember(digest: string, token: AccessToken, now: number): void {
    const [oldest] = this.#cached.keys();
    if (this.#cached.size >= MAX_CACHED && oldest !== undefined) this.#cached.delete(oldest);
    this.#cached.set(digest, { token, until: Math.min(now + CACHED_MS, token.expiresAt) });
  }
}

function accessTokenOf(payload: JWTPayload): AccessToken | undefined {
  const { sub, dept, scope, exp } = payload;
  if (typeof sub !== 'string' || sub === '' || typeof scope !== 'string' || exp === undefined) return undefined;
  if (dept !== undefined && typeof dept !== 'string') return undefined;
  const scopes = new Set(scope.split(' ').filter((name) => name !== ''));
  return { system: sub, department: dept, scopes, expiresAt: exp * 1000 };
}
