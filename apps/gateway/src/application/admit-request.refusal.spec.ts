import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pushback } from '@shutong/kernel';
import type { TokenGrant } from '@shutong/trust';
import type { Scope } from './admit-request.js';
import { SubmissionFailure } from './submissions.port.js';
import { openDoor, recorded } from './test-door.contract.js';
import { TestNode } from './test-node.contract.js';

let node: TestNode;

beforeAll(async () => {
  node = await TestNode.make();
});

afterAll(async () => node.remove());

async function aDoor(isReady = true, ratePerSecond = 100) {
  const opened = await openDoor(node, isReady, ratePerSecond);
  const ask = async (changes: Partial<TokenGrant> = {}, scope: Scope = 'query') =>
    opened.door.execute({ authorization: await opened.authorization(changes), address: '127.0.0.1' }, scope);
  return { ...opened, ask };
}

describe('the door', () => {
  it('opens for a system of a government department and records nothing', async () => {
    const { ask, submissions } = await aDoor();
    expect(await ask()).toMatchObject({ ok: true, value: { system: 'mz-dibao' } });
    expect(submissions.items).toEqual([]);
  });

  it.each([
    ['without the scope', { scopes: ['facts'] }, 'SCOPE_MISSING'],
    ['of a company', { department: '91990104MA9100012Q' }, 'PARTY_NOT_ELIGIBLE'],
  ])('refuses a token %s, once it is recorded', async (_what, changes, code) => {
    const { ask, submissions } = await aDoor();
    const refused = await ask(changes);
    expect(refused).toMatchObject({ ok: false, failure: { code } });
    expect(recorded(submissions)).toMatchObject([{ type: 'refused', why: [code], n: 1, sys: 'mz-dibao' }]);
  });

  it('refuses beyond the rate, for that system alone', async () => {
    const { ask } = await aDoor(true, 1);
    const verdicts = [await ask(), await ask(), await ask({ system: 'mz-other' })];
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(verdicts[1]).toMatchObject({ failure: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } });
  });

  it('says nothing but 503 when the refusal cannot be recorded', async () => {
    const { ask, submissions } = await aDoor();
    submissions.fault = new SubmissionFailure('NOTHING_SENT');
    expect(await ask({ scopes: [] })).toMatchObject({ ok: false, failure: { code: 'UNAVAILABLE' } });
    expect(await ask({ audience: 'urn:other' })).toMatchObject({ ok: false, failure: { code: 'UNAVAILABLE' } });
  });

  it.each([
    ['no token', undefined],
    ['another scheme', 'Basic YTpi'],
    ['nonsense', 'Bearer a.b.c'],
    ['two tokens', 'Bearer a.b.c a.b.c'],
  ])('counts requests with %s and submits their sum', async (_what, authorization) => {
    const { door, refusals, submissions } = await aDoor();
    for (let request = 0; request < 3; request += 1) {
      expect(await door.execute({ authorization, address: '127.0.0.1' }, 'query')).toMatchObject({
        failure: { code: 'TOKEN_INVALID' },
      });
    }
    expect(submissions.items).toEqual([]);
    await refusals.flush(true);
    expect(recorded(submissions)).toMatchObject([{ why: ['TOKEN_INVALID'], n: 3 }]);
    expect(JSON.stringify(submissions.items)).not.toContain('127.0.0.1');
  });

  it('stays shut while the gateway is not ready: a dataset it has not read yet is not unknown', async () => {
    const { ask, submissions } = await aDoor(false);
    await expect(ask()).rejects.toBeInstanceOf(Pushback);
    await expect(ask({ scopes: [] })).rejects.toBeInstanceOf(Pushback);
    expect(submissions.items).toEqual([]);
  });
});
