import { type FactHeader, parseHeader, parseTick, type Tick, type TickItem } from '@shutong/contracts';
import { type Clock, fail, fromInstant, hashText, ok, Pushback, type Result } from '@shutong/kernel';
import { attachmentsMatch, type Directory, verifyTick } from '@shutong/trust';
import { type Receipt, receiptOf } from '../domain/receipt/receipt.js';
import type { EdgeRefusal, Refusal } from '../domain/refusal/refusal.js';
import { parsedBody, type RawRequest } from './admit-query.js';
import { type AdmitRequest, type Caller, whoAsks } from './admit-request.js';
import type { Decided, OpenRequests } from './open-requests.js';
import type { Refusals } from './refusals.js';
import { asError, SubmissionFailure, type Submissions } from './submissions.port.js';

export interface RecordedFact {
  readonly index: number;
  readonly receipt: Receipt;
}

/** Longest time a fact may be waited for, ms: 30 s and 2 s of skew (protocol.md §9). */
const MAX_AHEAD_MS = 32_000;

interface Relayed {
  readonly tick: Tick;
  readonly header: FactHeader;
  readonly h: string;
}

/** Passes a service's signed fact on to the notary, unchanged, and answers when it is in the log (protocol.md §6.14). */
export class RelayFact {
  constructor(
    private readonly own: { readonly code: string; readonly directory: Directory },
    private readonly admit: AdmitRequest,
    private readonly refusals: Refusals,
    private readonly submissions: Submissions,
    private readonly open: OpenRequests,
    private readonly clock: Clock,
  ) {}

  async execute(caller: Caller, raw: Pick<RawRequest, 'headers' | 'body'>): Promise<Result<RecordedFact, Refusal>> {
    const token = await this.admit.execute(caller, 'facts');
    if (!token.ok) return token;
    const fact = this.check(raw);
    if (!fact.ok) return fail(await this.refusals.record(fact.failure, whoAsks(token.value)));
    if (!this.submissions.isUp || !this.open.hasRoomFor()) throw new Pushback(1);
    if (this.open.find(fact.value.header.id) !== undefined) return fail({ code: 'QUERY_IN_PROGRESS', retryAfterSeconds: 1 });
    const recorded = await this.submit(fact.value);
    const isConflict = !recorded.ok && recorded.failure.code === 'IDEMPOTENCY_CONFLICT';
    return isConflict ? fail(await this.refusals.record({ code: 'IDEMPOTENCY_CONFLICT' }, whoAsks(token.value))) : recorded;
  }

  /** Shape, signature, deadline, and that the answer is to come back here. What the fact says is the notary's to judge. */
  private check(raw: Pick<RawRequest, 'headers' | 'body'>): Result<Relayed, EdgeRefusal> {
    const body = parsedBody(raw);
    if (!body.ok) return fail({ code: 'QUERY_SCHEMA', findings: body.failure });
    const fact = factIn(raw.body ?? null);
    if (fact === undefined) return fail({ code: 'QUERY_SCHEMA', findings: ['the body must be a tick of exactly one fact'] });
    const finding = this.findingIn(fact.header);
    if (finding !== undefined) return fail({ code: 'QUERY_SCHEMA', findings: [finding] });
    const isSigned = verifyTick(this.own.directory, fact.tick).ok && attachmentsMatch(fact.item, fact.header);
    return isSigned ? ok(fact) : fail({ code: 'SIGNATURE_INVALID' });
  }

  private findingIn(header: FactHeader): string | undefined {
    const now = this.clock.now();
    const deadline = fromInstant(header.deadline) ?? 0;
    if (header.replyTo !== this.own.code) return 'the header must name this gateway (code in GET /readyz) as replyTo';
    if (deadline <= now || deadline > now + MAX_AHEAD_MS) return 'the deadline must lie ahead, by at most 30 seconds';
    const isShardKnown = this.own.directory.shards.has(header.shard);
    return isShardKnown ? undefined : 'the header must name a shard of the directory';
  }

  private async submit(fact: Relayed): Promise<Result<RecordedFact, Refusal>> {
    const { id, shard } = fact.header;
    const { ended, close } = this.awaitDecided(fact);
    const failure = await Promise.race([
      this.submissions.relay(shard, fact.tick).then(() => undefined, asError),
      ended.then(() => undefined),
    ]);
    if (failure instanceof SubmissionFailure && failure.fault === 'NOTHING_SENT') {
      close();
      return fail({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    }
    if (failure !== undefined && !(failure instanceof SubmissionFailure)) throw failure;
    const decided = await ended;
    return decided === undefined ? fail({ code: 'TIMEOUT', id }) : this.conclude(id, decided);
  }

  private awaitDecided({ header, h }: Relayed): { readonly ended: Promise<Decided | undefined>; readonly close: () => void } {
    let close = (): void => undefined;
    const ended = new Promise<Decided | undefined>((resolve) => {
      const timer = setTimeout(() => end(undefined), Math.max(0, (fromInstant(header.deadline) ?? 0) - this.clock.now()));
      close = () => {
        clearTimeout(timer);
        this.open.remove(header.id);
      };
      const end = (decided: Decided | undefined): void => {
        close();
        resolve(decided);
      };
      this.open.add({ id: header.id, d: hashText(h), header, onDecided: end, onReply: () => undefined });
    });
    return { ended, close };
  }

  private conclude(id: string, decided: Decided): Result<RecordedFact, Refusal> {
    if (decided.kind === 'none') return fail({ code: decided.code === 'HEADER_INVALID' ? 'QUERY_SCHEMA' : decided.code, id });
    const { entry, index } = decided.entry;
    const receipt = receiptOf(this.own.directory.origin, decided.entry);
    if (entry.k === 'refused-at-edge') return fail({ code: noEntryCode(entry.why), id, receipt });
    return decided.isOlder ? fail({ code: 'FACT_RECORDED', id, index, receipt }) : ok({ index, receipt });
  }
}

function factIn(body: Uint8Array | null): (Relayed & { readonly item: TickItem }) | undefined {
  const tick = parseTick(body);
  const [item, second] = tick.ok ? tick.value.items : [];
  if (!tick.ok || item === undefined || second !== undefined) return undefined;
  const header = parseHeader(item.h);
  if (!header.ok || header.value.type !== 'fact') return undefined;
  return { tick: tick.value, header: header.value, h: item.h, item };
}

function noEntryCode(why: readonly string[]): 'FACT_INVALID' | 'TIMEOUT' | 'EPOCH_TURNED' {
  if (why.includes('FACT_INVALID')) return 'FACT_INVALID';
  return why.includes('EPOCH_TURNED') ? 'EPOCH_TURNED' : 'TIMEOUT';
}
