import { createSecretKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { loadJwk } from '../keys/jwk-file.js';
import { CIVIL_AFFAIRS, testNode, type TestNode } from '../keys/test-node.contract.js';
import { issueToken, type TokenGrant } from './issue-token.js';
import { TokenVerifier } from './token-verifier.js';

const GRANT: TokenGrant = {
  issuer: 'https://identity.shutong.example',
  audience: 'urn:shutong:gateway',
  system: 'mz-dibao',
  department: CIVIL_AFFAIRS,
  scopes: ['query'],
  lifetimeSeconds: 3600,
};
const NOW = 1_800_000_000_000;
const clock = { now: () => NOW };
const CLAIMS = {
  iss: GRANT.issuer,
  aud: GRANT.audience,
  sub: 'mz-dibao',
  iat: NOW / 1000,
  exp: NOW / 1000 + 60,
  jti: 'x',
  scope: 'query',
};

describe('a token is refused', () => {
  let node: TestNode;
  let key: JWK;
  let verifier: TokenVerifier;
  beforeAll(async () => {
    node = await testNode();
    key = await loadJwk(node.files.key('token.jwk'));
    verifier = await TokenVerifier.load({ jwks: node.files.jwks, issuer: GRANT.issuer, audience: GRANT.audience }, clock);
  });
  afterAll(() => node.remove());

  const refused = async (token: string): Promise<void> => {
    expect(await verifier.verify(token)).toEqual({ ok: false, failure: 'TOKEN_INVALID' });
  };
  const signed = async (claims: object, header: object = {}): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header }).sign(await importJWK(key, 'ES256'));

  it('when it is good in all points but time, issuer or audience', async () => {
    expect((await verifier.verify(await signed(CLAIMS))).ok).toBe(true);
    await refused(await signed({ ...CLAIMS, exp: NOW / 1000 }));
    await refused(await signed({ ...CLAIMS, nbf: NOW / 1000 + 60 }));
    await refused(await signed({ ...CLAIMS, iss: 'https://other.example' }));
    await refused(await signed({ ...CLAIMS, aud: 'log.shutong.example/990104/s0/2026h2' }));
  });

  it.each(['exp', 'iat', 'jti', 'sub', 'scope', 'iss', 'aud'])('without %s', async (claim) => {
    await refused(await signed(Object.fromEntries(Object.entries(CLAIMS).filter(([name]) => name !== claim))));
  });

  it('of another type, such as an ID token', async () => {
    await refused(await signed(CLAIMS, { typ: 'JWT' }));
    await refused(await signed(CLAIMS, { typ: undefined }));
  });

  it('of a foreign issuer, even under our key id', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const foreign = { ...(await exportJWK(privateKey)), ...(key.kid === undefined ? {} : { kid: key.kid }) };
    await refused(await issueToken(foreign, GRANT, clock, systemRandomness));
  });

  it('without signature', async () => {
    await refused(new UnsecuredJWT(CLAIMS).encode());
    const [, payload] = (await signed(CLAIMS)).split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    await refused(`${header}.${payload ?? ''}.`);
  });

  it('when the public key was used as the secret of an HMAC', async () => {
    const secret = createSecretKey(await readFile(node.files.jwks));
    await refused(await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' }).sign(secret));
  });

  it('with a department that is no text', async () => {
    await refused(await signed({ ...CLAIMS, dept: [CIVIL_AFFAIRS] }));
  });

  it('when it is no token or longer than any of ours', async () => {
    await refused('');
    await refused('a.b.c');
    await refused('x'.repeat(100_000));
  });
});
