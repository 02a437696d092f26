import type { DecidedBatch, DecidedEntry, DecidedItem, Head, ReplyTick } from '@shutong/contracts';
import { fail, ok, type Result } from '@shutong/kernel';
import type { Hash } from '@shutong/tlog';
import { decodeHashes, type Directory, type HeadKeeper, type VerifiedHead, verifyReply } from '@shutong/trust';
import { type CheckedEntry, checkEntry } from '../domain/decision/proven-entry.js';
import type { NotaryLag } from '../domain/admission/notary-lag.js';
import { isOutcomeOf, isSameFact, isSameQuestion } from '../domain/decision/same-submission.js';
import type { OpenRequest, OpenRequests } from './open-requests.js';

/** What an operator should look at: a verification that failed, by its name. */
export type Alarm = (code: string, sentence: string) => void;
export type Pause = (ms: number) => Promise<void>;

type RecordFault = 'PROOF_INVALID' | 'SIGNATURE_INVALID';

const HEAD_PAUSE_MS = 200;
/** Longest a query can still be waited for (protocol.md §9: 30 s and 2 s of skew). */
const HEAD_PATIENCE_MS = 32_000;

/** Hands what the notary and the departments say to the requests that wait for it, after verifying it (protocol.md §7.3). */
export class TakeReplies {
  /** Words for requests that nobody waits for any more (protocol.md §6.8). */
  late = 0;

  constructor(
    private readonly own: { readonly code: string },
    private readonly directory: Directory,
    private readonly heads: HeadKeeper,
    private readonly open: OpenRequests,
    private readonly alarm: Alarm,
    private readonly pause: Pause,
    private readonly lag: NotaryLag,
  ) {}

  async decided(batch: DecidedBatch): Promise<Result<void, RecordFault>> {
    const hashes = decodeHashes(batch.hashes);
    const head = hashes === undefined ? fail('PROOF_INVALID' as const) : await this.verifiedHead(batch.head);
    if (!head.ok) return head.failure === 'PROOF_INVALID' ? fail('PROOF_INVALID') : ok(undefined);
    this.lag.tell(batch.lagMs);
    for (const item of batch.items) this.takeDecided(item, hashes ?? [], head.value);
    return ok(undefined);
  }

  reply(tick: ReplyTick): Result<void, RecordFault> {
    const party = verifyReply(this.directory, tick);
    if (!party.ok) return party;
    for (const item of tick.items) {
      const request = this.open.find(item.id);
      if (request === undefined) this.late += 1;
      else request.onReply({ party: party.value, item });
    }
    return ok(undefined);
  }

  /** Waits for a consistency proof that cannot be had yet; the requests concerned end at their own deadlines. */
  private async verifiedHead(head: Head): Promise<Result<VerifiedHead, 'PROOF_INVALID' | 'HEAD_UNKNOWN' | 'FORK'>> {
    for (let waited = 0; ; waited += HEAD_PAUSE_MS) {
      const accepted = await this.heads.accept(head);
      if (accepted.ok || accepted.failure !== 'HEAD_UNKNOWN' || waited >= HEAD_PATIENCE_MS) return accepted;
      await this.pause(HEAD_PAUSE_MS);
    }
  }

  private takeDecided(item: DecidedItem, hashes: readonly Hash[], head: VerifiedHead): void {
    const request = this.open.find(item.id);
    if (request === undefined) {
      this.late += 1;
      return;
    }
    if ('code' in item) {
      // Another try of the id: its own word will come.
      if (item.d === request.d) request.onDecided({ kind: 'none', code: item.code });
      return;
    }
    this.takeEntry(item, request, hashes, head);
  }

  private takeEntry(item: DecidedEntry, request: OpenRequest, hashes: readonly Hash[], head: VerifiedHead): void {
    const checked = checkEntry(item, hashes, head);
    const followers = (item.was ?? []).map((follower) => checkEntry(follower, hashes, head));
    if (!checked.ok || followers.some((follower) => !follower.ok)) {
      this.alarm('PROOF_INVALID', 'The notary sent an entry that its own head does not prove.');
      return;
    }
    const { entry } = checked.value;
    if ((item.d ?? entry.src.d) !== request.d) return;
    // The own record, produced twice, is taken as new.
    const isOlder = entry.src.d !== request.d;
    const after = followers.flatMap((follower): CheckedEntry[] => (follower.ok ? [follower.value] : []));
    const areOutcomes = after.every((follower) => isOutcomeOf(follower.entry, checked.value));
    if (!areOutcomes || !this.isOurs(checked.value, request, isOlder)) {
      this.alarm('ENTRY_MISMATCH', 'The notary sent an entry that says something else than what was submitted.');
      return;
    }
    request.onDecided({ kind: 'entry', entry: checked.value, followers: after, isOlder });
  }

  private isOurs({ entry }: CheckedEntry, request: OpenRequest, isOlder: boolean): boolean {
    if (entry.id !== request.id) return false;
    // The notary's own refusal of a submission: stale, of another epoch, contradicting the log.
    if (entry.k === 'refused-at-edge') return true;
    const { header } = request;
    if (header.type === 'fact') return entry.k === header.k && isSameFact(entry, header, isOlder);
    return (isOlder || entry.src.by === this.own.code) && isSameQuestion(entry, header, isOlder);
  }
}
