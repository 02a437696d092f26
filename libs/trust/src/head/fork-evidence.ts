import { access } from 'node:fs/promises';
import { type Clock, toBase64, toInstant } from '@shutong/kernel';
import { replaceDurably } from './durable-file.js';
import type { VerifiedHead } from './verified-head.js';

/** Both notes of a fork, beside the pin. As long as the file is there nothing is served, restarts included (protocol.md §3.3). */
export class ForkEvidence {
  readonly path: string;

  constructor(
    pinFile: string,
    private readonly clock: Clock,
  ) {
    this.path = `${pinFile}.fork`;
  }

  async isThere(): Promise<boolean> {
    try {
      await access(this.path);
      return true;
    } catch {
      // Only absence and an unreadable folder end here; with the latter the pin cannot be read either and the start fails.
      return false;
    }
  }

  async keep(ours: VerifiedHead, theirs: VerifiedHead): Promise<void> {
    const evidence = { v: 1, at: toInstant(this.clock.now()), ours: shown(ours), theirs: shown(theirs) };
    await replaceDurably(this.path, `${JSON.stringify(evidence, null, 1)}\n`);
  }
}

function shown(head: VerifiedHead): { size: number; root: string; note: string } {
  return { size: head.size, root: toBase64(head.root), note: head.note };
}
