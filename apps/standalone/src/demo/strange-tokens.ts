import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, systemClock, systemRandomness } from '@shutong/kernel';
import { issueToken, loadJwk, type TokenGrant } from '@shutong/trust';
import { decodeJwt, decodeProtectedHeader, type JWK } from 'jose';

const DAY_MS = 86_400_000;

/** The words of a good token under a key that the node does not know, with the key id of one that it does. */
export async function foreignToken(good: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kid } = decodeProtectedHeader(good);
  const key = { ...(privateKey.export({ format: 'jwk' }) as JWK), ...(kid === undefined ? {} : { kid }) };
  return issueToken(key, grantOf(good), systemClock, systemRandomness);
}

/** A token by the node's own issuer that ran out a day ago. */
export async function expiredToken(good: string, dataDir: string): Promise<string> {
  const yesterday: Clock = { now: () => systemClock.now() - DAY_MS };
  const { kid } = decodeProtectedHeader(good);
  const key = { ...(await loadJwk(join(dataDir, 'keys', 'token.jwk'))), ...(kid === undefined ? {} : { kid }) };
  return issueToken(key, grantOf(good), yesterday, systemRandomness);
}

function grantOf(token: string): TokenGrant {
  const { iss, aud, sub, dept, scope } = decodeJwt(token);
  return {
    issuer: String(iss),
    audience: String(aud),
    system: String(sub),
    department: String(dept),
    scopes: String(scope).split(' '),
    lifetimeSeconds: 60,
  };
}
