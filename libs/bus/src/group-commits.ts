import { setTimeout as sleep } from 'node:timers/promises';
import { CommitWatermark } from './commit-watermark.js';

const INTERVAL_MS = 1_000;
const LAST_COMMIT_MS = 2_000;

/** Commits a group's handled offsets once a second while there is something new, and once more at the end. */
export class GroupCommits {
  private watermark = new CommitWatermark();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly commit: (next: bigint) => Promise<void>) {}

  /** A batch that ends before `next` was handed out; call the returned function once it is handled. */
  handedOut(next: bigint): () => void {
    const whenHandled = this.watermark.handedOut(next);
    return () => {
      whenHandled();
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.commitHandled();
      }, INTERVAL_MS);
    };
  }

  /** Another member may have read on since: what this one handed out before a rejoin is not its to commit. */
  forget(): void {
    this.watermark = new CommitWatermark();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    // Without a broker kafkajs would try for its whole retry budget; what stays uncommitted is only read again.
    await Promise.race([this.commitHandled(), sleep(LAST_COMMIT_MS, undefined, { ref: false })]);
  }

  private async commitHandled(): Promise<void> {
    const next = this.watermark.take();
    if (next === undefined) return;
    await this.commit(next).catch(() => {
      // Not lost: the next commit covers it, and until then a restart reads these records again, which readers deduplicate.
    });
  }
}
