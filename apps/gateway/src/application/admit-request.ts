import { type Clock, fail, Pushback, type Result } from '@shutong/kernel';
import type { AccessToken, TokenVerifier } from '@shutong/trust';
import { bearerToken } from '../domain/admission/request-headers.js';
import type { TokenBuckets } from '../domain/admission/token-bucket.js';
import type { EdgeRefusal, Refusal } from '../domain/refusal/refusal.js';
import type { Refusals } from './refusals.js';

/** Who sent a request, as HTTP tells it. */
export interface Caller {
  readonly authorization: string | undefined;
  /** Used to fold refusals only; never recorded. */
  readonly address: string;
}

export type Scope = 'query' | 'facts';

/**
 * Token, scope, party, rate: in this order, the first failing one refuses (protocol.md §6.1 step 1). Refusals are recorded. Before
 * the gateway is ready it throws `Pushback`: with half a catalogue, a dataset that exists would be refused as unknown.
 */
export class AdmitRequest {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly rates: TokenBuckets,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    /** False while the gateway must not serve: catalogue unread, broker away, two histories. */
    private readonly isReady: () => boolean,
  ) {}

  async execute(caller: Caller, scope: Scope): Promise<Result<AccessToken, Refusal>> {
    if (!this.isReady()) throw new Pushback(1);
    const text = bearerToken(caller.authorization);
    const token = text === undefined ? fail('TOKEN_INVALID' as const) : await this.tokens.verify(text);
    if (!token.ok) return fail(await this.refusals.record({ code: 'TOKEN_INVALID' }, { address: caller.address }));
    const refused = this.refusalOf(token.value, scope);
    return refused === undefined ? token : fail(await this.refusals.record(refused, whoAsks(token.value)));
  }

  /** Facts come from services, which have no department; consumer systems belong to a government body (条例 art. 2). */
  private refusalOf(token: AccessToken, scope: Scope): EdgeRefusal | undefined {
    if (!token.scopes.has(scope)) return { code: 'SCOPE_MISSING' };
    if (scope === 'query' && token.department?.startsWith('1') !== true) return { code: 'PARTY_NOT_ELIGIBLE' };
    if (!this.rates.take(token.system, this.clock.now())) return { code: 'RATE_LIMITED', retryAfterSeconds: 1 };
    return undefined;
  }
}

const USCC = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const CODE = /^[A-Za-z0-9@._:-]{1,64}$/;

/** The asking system and department as far as they can stand in an entry. */
export function whoAsks(token: AccessToken): { readonly cons?: string; readonly sys?: string } {
  return {
    ...(token.department !== undefined && USCC.test(token.department) && { cons: token.department }),
    ...(CODE.test(token.system) && { sys: token.system }),
  };
}
