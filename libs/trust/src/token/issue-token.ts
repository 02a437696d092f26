import { type Clock, type Randomness, toBase64Url } from '@shutong/kernel';
import { importJWK, type JWK, SignJWT } from 'jose';
import { TOKEN_ALGORITHM, TOKEN_TYPE } from './access-token.js';

/** What the development issuer of a fresh node puts into a token; a city's own OIDC issuer takes its place. */
export interface TokenGrant {
  readonly issuer: string;
  readonly audience: string;
  readonly system: string;
  /** USCC; absent for the log's read API. */
  readonly department?: string;
  readonly scopes: readonly string[];
  readonly lifetimeSeconds: number;
}

const JTI_BYTES = 16;

/** An `at+jwt` access token (RFC 9068) by the private key of `token.jwk`. */
export async function issueToken(key: JWK, grant: TokenGrant, clock: Clock, randomness: Randomness): Promise<string> {
  const issuedAt = Math.floor(clock.now() / 1000);
  const claims = { scope: grant.scopes.join(' '), ...(grant.department === undefined ? {} : { dept: grant.department }) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuer(grant.issuer)
    .setAudience(grant.audience)
    .setSubject(grant.system)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + grant.lifetimeSeconds)
    .setJti(toBase64Url(randomness.bytes(JTI_BYTES)))
    .sign(await importJWK(key, TOKEN_ALGORITHM));
}
