import type { Head } from '@shutong/contracts';
import { type Clock, fail, ok, type Result } from '@shutong/kernel';
import { equalHashes, openCheckpoint, verifyConsistency } from '@shutong/tlog';
import type { Directory } from '../directory/directory.js';
import type { ConsistencyProofs } from './consistency-proofs.port.js';
import { ForkEvidence } from './fork-evidence.js';
import { decodeHashes } from './http-consistency-proofs.js';
import { KnownHeads } from './known-heads.js';
import { PinFile } from './pin-file.js';
import type { HeadFault, VerifiedHead } from './verified-head.js';

export interface HeadKeeping {
  readonly directory: Directory;
  /** `.data/<code>/pin.json` */
  readonly pinFile: string;
  readonly proofs: ConsistencyProofs;
  readonly clock: Clock;
  /** Told once per alarm, for the log and for `/readyz`. */
  readonly alarm: (sentence: string) => void;
  /** Told once, when there is no pin yet: what an operator should know and need not act on. */
  readonly warn: (sentence: string) => void;
}

/**
 * One receiver's memory of the log (protocol.md §3.3): a head is served only if it and everything verified before are one history.
 * The pin never goes back and is on disk before anybody acts on a head above it.
 */
export class HeadKeeper {
  readonly #known = new KnownHeads();
  #pin: VerifiedHead | undefined;
  #forked = false;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly keeping: HeadKeeping,
    private readonly pinFile: PinFile,
    private readonly evidence: ForkEvidence,
  ) {}

  /** Reads pin and evidence. Throws on a pin that is not one of this origin. */
  static async open(keeping: HeadKeeping): Promise<HeadKeeper> {
    const pinFile = new PinFile(keeping.pinFile, keeping.directory);
    const keeper = new HeadKeeper(keeping, pinFile, new ForkEvidence(keeping.pinFile, keeping.clock));
    keeper.#pin = await pinFile.read();
    if (keeper.#pin !== undefined) keeper.#known.add(keeper.#pin);
    keeper.#forked = await keeper.evidence.isThere();
    if (keeper.#forked) keeping.alarm(`two histories of ${keeping.directory.origin}: see ${keeper.evidence.path}`);
    return keeper;
  }

  get pin(): VerifiedHead | undefined {
    return this.#pin;
  }

  get isForked(): boolean {
    return this.#forked;
  }

  /** One head after the other: two at once could each be consistent with the pin and not with one another. */
  async accept(head: Head): Promise<Result<VerifiedHead, HeadFault>> {
    const verdict = this.#turn.then(() => this.#judge(head));
    // The next head waits for this one whatever comes of it; its failure is the caller's, not the queue's.
    this.#turn = verdict.catch(() => undefined);
    return verdict;
  }

  async #judge(head: Head): Promise<Result<VerifiedHead, HeadFault>> {
    if (this.#forked) return fail('FORK');
    const opened = openCheckpoint(head.note, this.keeping.directory.vkey);
    // A tree of size 0 holds nothing that could be served, and no proof starts from it.
    if (!opened.ok || opened.value.size === 0) return fail('PROOF_INVALID');
    const theirs = { size: opened.value.size, root: opened.value.root, note: head.note };
    if (this.#pin === undefined) return this.#trustFirst(theirs);
    const known = this.#known.find(theirs.size);
    if (known !== undefined) return equalHashes(known.root, theirs.root) ? ok(known) : this.#fork(known, theirs);
    const follows = await this.#isOneHistory(this.#pin, theirs, head);
    if (follows === 'unknown') return fail('HEAD_UNKNOWN');
    if (follows === 'no') return this.#fork(this.#pin, theirs);
    return ok(await this.#take(theirs));
  }

  async #trustFirst(head: VerifiedHead): Promise<Result<VerifiedHead, HeadFault>> {
    this.keeping.warn(`no pin yet: trusting the first head of ${this.keeping.directory.origin}, size ${String(head.size)}`);
    return ok(await this.#take(head));
  }

  async #take(head: VerifiedHead): Promise<VerifiedHead> {
    if (this.#pin === undefined || head.size > this.#pin.size) {
      await this.pinFile.write(head);
      this.#pin = head;
    }
    this.#known.add(head);
    return head;
  }

  /**
   * The record's own proof where it starts at the pin, else a fetched one. A bad proof in the record is no fork yet: whoever may
   * write to the topic can bend it beside a good note, so only a bad proof from the log itself condemns the log.
   */
  async #isOneHistory(pin: VerifiedHead, theirs: VerifiedHead, head: Head): Promise<'yes' | 'no' | 'unknown'> {
    const [older, newer] = pin.size < theirs.size ? [pin, theirs] : [theirs, pin];
    const consistent = (proof: readonly Uint8Array[]): boolean =>
      verifyConsistency({ from: older.size, to: newer.size, fromRoot: older.root, toRoot: newer.root, proof });
    if (head.from === pin.size && theirs.size > pin.size) {
      const own = decodeHashes(head.consistency);
      if (own !== undefined && consistent(own)) return 'yes';
    }
    const fetched = await this.keeping.proofs.fetch(older.size, newer.size);
    if (fetched === undefined) return 'unknown';
    return consistent(fetched) ? 'yes' : 'no';
  }

  async #fork(ours: VerifiedHead, theirs: VerifiedHead): Promise<Result<never, 'FORK'>> {
    // First the state, then the file: nothing is served even if the disk is full.
    this.#forked = true;
    this.keeping.alarm(`two histories of ${this.keeping.directory.origin}: see ${this.evidence.path}`);
    await this.evidence.keep(ours, theirs);
    return fail('FORK');
  }
}
