import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { loadJwk } from '../keys/jwk-file.js';
import { CIVIL_AFFAIRS, testNode, type TestNode } from '../keys/test-node.contract.js';
import { issueToken } from './issue-token.js';
import { TokenVerifier } from './token-verifier.js';

const GRANT = {
  issuer: 'https://identity.shutong.example',
  audience: 'urn:shutong:gateway',
  system: 'mz-dibao',
  department: CIVIL_AFFAIRS,
  scopes: ['query'],
  lifetimeSeconds: 86_400,
};

describe('an access token', () => {
  let node: TestNode;
  let now = 1_800_000_000_000;
  const clock = { now: () => now };
  beforeAll(async () => {
    node = await testNode();
  });
  afterAll(() => node.remove());

  it('says which system of which department may do what, and until when', async () => {
    const token = await issueToken(await loadJwk(node.files.key('token.jwk')), GRANT, clock, systemRandomness);
    const verifier = await TokenVerifier.load({ jwks: node.files.jwks, issuer: GRANT.issuer, audience: GRANT.audience }, clock);
    const verified = await verifier.verify(token);
    expect(verified.ok && verified.value).toEqual({
      system: 'mz-dibao',
      department: CIVIL_AFFAIRS,
      scopes: new Set(['query']),
      expiresAt: now + 86_400_000,
    });
    expect(await verifier.verify(token)).toEqual(verified);
  });

  it('ends at its expiry, also when it was verified a moment before', async () => {
    const token = await issueToken(
      await loadJwk(node.files.key('token.jwk')),
      { ...GRANT, lifetimeSeconds: 10 },
      clock,
      systemRandomness,
    );
    const verifier = await TokenVerifier.load({ jwks: node.files.jwks, issuer: GRANT.issuer, audience: GRANT.audience }, clock);
    now += 9_999;
    expect((await verifier.verify(token)).ok).toBe(true);
    now += 1;
    expect((await verifier.verify(token)).ok).toBe(false);
  });
});
