import { fromBase64, toBase64 } from '@shutong/kernel';
import { checkpointText, type Hash, type NoteSigner, signNote, verifyConsistency } from '@shutong/tlog';
import { HeadSigner, type TreeHead } from '../../application/head-signer.port.js';
import type { Mark } from '../../domain/mark.js';
import type { MarkFile } from './mark-file.js';

/** The signer inside the notary's process: log key in memory, mark in a file. */
export class InProcessSigner extends HeadSigner {
  private constructor(
    private readonly key: NoteSigner,
    private readonly file: MarkFile,
    private marked: TreeHead,
  ) {
    super();
  }

  /** `mark` is what the file holds and start has compared with the database. */
  static behind(mark: Mark, key: NoteSigner, file: MarkFile): InProcessSigner {
    const root = fromBase64(mark.root);
    if (root === undefined) throw new Error('the mark has no root');
    return new InProcessSigner(key, file, { size: mark.size, root });
  }

  override sign(head: TreeHead, consistency: readonly Hash[]): string {
    if (!this.continues(head, consistency))
      throw new Error(`refused to sign size ${head.size}: it does not continue size ${this.marked.size}`);
    return signNote(checkpointText({ origin: this.key.name, size: head.size, root: head.root }), this.key);
  }

  override async raise(head: TreeHead): Promise<void> {
    await this.file.write({ origin: this.key.name, size: head.size, root: toBase64(head.root) });
    this.marked = head;
  }

  private continues(head: TreeHead, consistency: readonly Hash[]): boolean {
    const { size, root } = this.marked;
    if (head.size === size) return Buffer.compare(head.root, root) === 0;
    // Every tree continues the empty one; verifyConsistency never vouches for a proof from 0.
    if (size === 0) return head.size > 0;
    return verifyConsistency({ from: size, to: head.size, fromRoot: root, toRoot: head.root, proof: consistency });
  }
}
