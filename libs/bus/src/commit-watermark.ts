/** Which offset may be committed when batches are handled out of order: the one before which nothing is unhandled. */
export class CommitWatermark {
  private readonly open: { readonly next: bigint; isHandled: boolean }[] = [];
  private committable: bigint | undefined;

  /** A batch that ends before `next` was handed out; call the returned function once it is handled. */
  handedOut(next: bigint): () => void {
    const batch = { next, isHandled: false };
    this.open.push(batch);
    return () => {
      batch.isHandled = true;
      while (this.open[0]?.isHandled === true) this.committable = this.open.shift()?.next;
    };
  }

  /** Takes the offset to commit, `undefined` if nothing new is handled. */
  take(): bigint | undefined {
    const next = this.committable;
    this.committable = undefined;
    return next;
  }
}
