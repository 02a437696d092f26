import { type Header, parseHeader, type Tick, type TickItem } from '@shutong/contracts';
import { systemClock, systemRandomness } from '@shutong/kernel';
import { issueToken, loadJwk, type TokenGrant, TokenVerifier } from '@shutong/trust';
import { TokenBuckets } from '../domain/admission/token-bucket.js';
import { AdmitRequest } from './admit-request.js';
import { Refusals } from './refusals.js';
import { type SubmissionFailure, Submissions } from './submissions.port.js';
import type { TestNode } from './test-node.contract.js';

const ISSUER = 'urn:example:issuer';
const AUDIENCE = 'urn:shutong:gateway';

/** What was handed to Kafka; unless it is away. */
export class SubmissionsInMemory extends Submissions {
  readonly items: TickItem[] = [];
  readonly relayed: Tick[] = [];
  fault: SubmissionFailure | undefined;

  override get isUp(): boolean {
    return this.fault === undefined;
  }

  override submit(_shard: string, item: TickItem): Promise<void> {
    if (this.fault !== undefined) return Promise.reject(this.fault);
    this.items.push(item);
    return Promise.resolve();
  }

  override relay(_shard: string, tick: Tick): Promise<void> {
    this.relayed.push(tick);
    return Promise.resolve();
  }
}

/** The gateway's door on Kafka in memory, with real tokens. */
export interface TestDoor {
  readonly door: AdmitRequest;
  readonly refusals: Refusals;
  readonly submissions: SubmissionsInMemory;
  /** Header of 民政's `mz-dibao`, unless changed. */
  readonly authorization: (changes?: Partial<TokenGrant>) => Promise<string>;
}

export async function openDoor(node: TestNode, isReady = true, ratePerSecond = 100): Promise<TestDoor> {
  const tokens = await TokenVerifier.load({ jwks: node.files.jwks, issuer: ISSUER, audience: AUDIENCE }, systemClock);
  const submissions = new SubmissionsInMemory();
  const own = { code: 'gw-1', home: 's0', directory: node.directory };
  const refusals = new Refusals(own, submissions, systemClock, systemRandomness);
  const door = new AdmitRequest(tokens, new TokenBuckets(ratePerSecond), refusals, systemClock, () => isReady);
  const key = await loadJwk(node.files.key('token.jwk'));
  const authorization = async (changes: Partial<TokenGrant> = {}): Promise<string> => {
    const grant = {
      issuer: ISSUER,
      audience: AUDIENCE,
      system: 'mz-dibao',
      department: '11990104MB9100059W',
      scopes: ['query'],
      lifetimeSeconds: 60,
      ...changes,
    };
    return `Bearer ${await issueToken(key, grant, systemClock, systemRandomness)}`;
  };
  return { door, refusals, submissions, authorization };
}

/** Headers of what was submitted; the notary would take each. */
export function recorded({ items }: SubmissionsInMemory): readonly Header[] {
  return items.map(({ h }) => {
    const header = parseHeader(h);
    if (!header.ok) throw new Error('the notary would refuse this header');
    return header.value;
  });
}
