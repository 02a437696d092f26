import { importJWK, type JWK } from 'jose';
import { readPrivateFile } from './private-file.js';

/** Reads a private P-256 key in JWK form (`audit.jwk`, `token.jwk`). */
export async function loadJwk(path: string): Promise<JWK> {
  const key = JSON.parse(await readPrivateFile(path)) as JWK;
  if (key.kty !== 'EC' || key.crv !== 'P-256' || key.d === undefined) throw new Error(`${path} holds no private P-256 key`);
  // Checks the point and the private half once, at start instead of at first use.
  await importJWK(key, 'ES256');
  return key;
}

/** The members of an EC key that anybody may know. */
export function publicJwk(key: JWK): JWK {
  const { kty, crv, x, y, kid } = key;
  if (kty === undefined || crv === undefined || x === undefined || y === undefined) throw new Error('not an EC key');
  return { kty, crv, x, y, ...(kid === undefined ? {} : { kid }) };
}
