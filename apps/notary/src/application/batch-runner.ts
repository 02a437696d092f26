import { type Clock, hashText } from '@shutong/kernel';
import type { EdgeTree, Growth } from '@shutong/tlog';
import type { Directory, SignKeys } from '@shutong/trust';
import type { AdmissionRules } from './admit.js';
import type { Batch } from './batch.js';
import { checkClock } from './clock-check.js';
import type { Catalogue } from './catalogue.js';
import type { LetterComposer } from './compose-letters.js';
import { type BatchPlan, decideBatch, type Memory, type Rejected } from './decide-batch.js';
import type { Graveyard } from './graveyard.js';
import type { DeadDraft } from './outgoing.js';
import type { HeadSigner } from './head-signer.port.js';
import { type BatchRows, CommittedUnsent, type Ledger } from './ledger.port.js';
import { loadRequest } from './load-request.js';
import type { Mailroom } from './mailroom.js';

const MINUTE_MS = 60_000;

/** Where a notary stands: its shard and epoch, and what it reads from. */
export interface Post {
  readonly shard: string;
  readonly epoch: string;
  /** The epoch before, while repeats of its submissions are still recognised. */
  readonly earlier?: string;
  readonly topic: string;
  readonly cluster: string;
}

/** What the runner last committed. */
export interface Standing {
  readonly memory: Memory;
  readonly tree: EdgeTree;
  readonly note: string;
  readonly nextOffset: bigint;
}

/** One batch from question to COMMIT and on to its letters: two round trips to the database (ledger.md §5). */
export class BatchRunner {
  constructor(
    private readonly post: Post,
    private readonly parts: {
      readonly ledger: Ledger;
      readonly signer: HeadSigner;
      readonly composer: LetterComposer;
      readonly catalogue: Catalogue;
      readonly mailroom: Mailroom;
      readonly graveyard: Graveyard;
      readonly directory: Directory;
      readonly clock: Clock;
    },
    private standing: Standing,
  ) {}

  get nextOffset(): bigint {
    return this.standing.nextOffset;
  }

  /** Rules for what has arrived, under the keys the log has in force at `now` (epoch ms). */
  admissionRules(now: number): AdmissionRules {
    const { directory } = this.parts;
    const { shard } = this.post;
    return { now, shard, keys: this.keysAt(now), isOfShard: (department) => directory.shardOf(department) === shard };
  }

  /**
   * Appends a batch. Throws `ClockWrong` when nothing may be decided, `HeadMoved`, `LedgerUnavailable` or `CommittedUnsent` when the
   * notary must end; after any other failure memory and database are as before.
   */
  async run(batch: Batch): Promise<void> {
    const { ledger, clock, signer, graveyard } = this.parts;
    const { memory, tree } = this.standing;
    const before = clock.now();
    const loaded = await ledger.load(loadRequest(this.post.epoch, this.post.earlier, batch.submissions));
    checkClock(loaded.clock, before, clock.now());
    const plan = decideBatch(memory, { ...this.post, loaded, batch, size: tree.size, at: Math.max(clock.now(), memory.at) });
    await graveyard.bury(plan.rejected.map(deadOf));
    const growth = tree.append(plan.entries.map((entry) => entry.leafHash));
    const isGrown = plan.entries.length > 0;
    const head = { size: growth.tree.size, root: growth.tree.root() };
    const note = isGrown ? signer.sign(head, growth.consistency()) : this.standing.note;
    await ledger.append(this.rows(batch, plan, growth, note));
    // From here on the batch stands: whatever fails now is made good by the outbox after a restart.
    this.standing = { memory: plan.commit(), tree: growth.tree, note, nextOffset: batch.offset.to };
    try {
      if (isGrown) await signer.raise(head);
      await this.send(batch, plan, growth, note);
    } catch (error) {
      throw new CommittedUnsent('a batch is committed but could not be sent', { cause: error });
    }
  }

  private async send(batch: Batch, plan: BatchPlan, growth: Growth, note: string): Promise<void> {
    const { composer, catalogue, mailroom, clock } = this.parts;
    const head = { epoch: this.post.epoch, note, growth };
    const letters = await composer.compose(plan.outgoing, head, Math.max(0, clock.now() - batch.arrivedAt));
    letters.push(...(await catalogue.announce(plan.outgoing.publications, head)));
    mailroom.post(letters, { from: growth.from.size, to: growth.tree.size }, batch.submissions.length);
  }

  private rows(batch: Batch, plan: BatchPlan, growth: Growth, note: string): BatchRows {
    const { topic, cluster, epoch } = this.post;
    const { memory } = this.standing;
    const sameMinute = Math.floor(memory.at / MINUTE_MS) === Math.floor(plan.at / MINUTE_MS);
    return {
      epoch,
      from: { size: growth.from.size, root: growth.from.root() },
      to: { size: growth.tree.size, root: growth.tree.root() },
      at: plan.at,
      offset: { topic, cluster, from: Number(batch.offset.from), to: Number(batch.offset.to) },
      entries: plan.entries,
      openingKeys: batch.openingKeys,
      outbox: plan.outbox,
      tiles: growth.fullTiles,
      note,
      ...(sameMinute ? { replacedCheckpoint: growth.from.size } : {}),
      state: plan.state,
    };
  }

  private keysAt(now: number): SignKeys {
    const { directory } = this.parts;
    const { keys } = this.standing.memory;
    return {
      signKey: (by, kid) => {
        const signer = directory.signKey(by, kid);
        const listed = signer?.party.sign.find((key) => key.kid === kid);
        return listed !== undefined && keys.holds(by, hashText(listed.spki), now) ? signer : undefined;
      },
    };
  }
}

function deadOf({ submission, code }: Rejected): DeadDraft {
  const { from, tick, header, h } = submission;
  return { ...from, code, by: tick.by, id: header.id, value: Buffer.from(h) };
}
