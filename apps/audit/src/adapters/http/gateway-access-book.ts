import { readFile } from 'node:fs/promises';
import { type Clock, type Randomness, toInstant } from '@shutong/kernel';
import { buildFact, type OpeningSealer, type SigningKey } from '@shutong/trust';
import { type Access, AccessBook, AccessNotRecorded } from '../../application/access-book.port.js';

/** Who looks into openings, and for what: members of `audit.accessed` (ledger.md §3). */
export interface Officer {
  /** USCC. */
  readonly dept: string;
  readonly no: string;
  readonly role: string;
  /** Number of the request or case. */
  readonly purpose: string;
}

export interface GatewayDoor {
  readonly url: string;
  /** Code of the gateway, to which the acknowledgement goes. */
  readonly code: string;
  /** With scope `facts`. */
  readonly tokenFile: string;
}

export interface AccessBookDesk {
  readonly gateway: GatewayDoor;
  readonly officer: Officer;
  /** The audit's. */
  readonly key: SigningKey;
  readonly openings: OpeningSealer;
  readonly shard: string;
  readonly epoch: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

const DEADLINE_MS = 10_000;
const PATIENCE_MS = 40_000;

/** States accesses as facts, signed by the audit and relayed by a gateway like everybody's (protocol.md §3.8). */
export class GatewayAccessBook extends AccessBook {
  constructor(private readonly desk: AccessBookDesk) {
    super();
  }

  override async record({ n, upto, query, result }: Access): Promise<number> {
    const { officer, gateway, clock } = this.desk;
    const { dept, no, role, purpose } = officer;
    const members = { dept, role, act: 'search', n, upto, purpose };
    const deadline = toInstant(clock.now() + DEADLINE_MS);
    const fact = { k: 'audit.accessed', members, open: { op: { dept, no }, query, result } };
    const { tick } = await buildFact(fact, { ...this.desk, replyTo: gateway.code, deadline });
    const answer = await this.#post(tick).catch(() => undefined);
    if (answer === undefined) throw new AccessNotRecorded(`No answer from ${gateway.url}: is the gateway running?`);
    if (typeof answer.index === 'number') return answer.index;
    throw new AccessNotRecorded(`The log did not take the access: ${String(answer.code)}.`);
  }

  /** With an index when the fact is recorded. */
  async #post(tick: unknown): Promise<{ readonly index?: unknown; readonly code?: unknown }> {
    const { url, tokenFile } = this.desk.gateway;
    const token = (await readFile(tokenFile, 'utf8')).trim();
    const response = await fetch(`${url}/v1/facts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=10' },
      body: JSON.stringify(tick),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { index, code } = (await response.json()) as { readonly index?: unknown; readonly code?: unknown };
    return response.status === 201 ? { index } : { code };
  }
}
