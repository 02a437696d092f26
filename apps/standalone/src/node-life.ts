import type { NodeEnd } from './node-options.js';

/** Longest wait for one part to stop, in ms; a part that hangs must not keep the servers from a clean stop. */
const PATIENCE_MS = 8000;

interface Part {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** What runs, in the order it was started, and the one end of it all. */
export class NodeLife {
  readonly ended: Promise<NodeEnd>;
  private readonly parts: Part[] = [];
  private resolveEnd: (end: NodeEnd) => void = () => undefined;
  private ending: Promise<NodeEnd> | undefined;
  private readonly doomed: Promise<NodeEnd>;
  private doom: (end: NodeEnd) => void = () => undefined;

  constructor(private readonly tell: (sentence: string) => void) {
    this.ended = new Promise((resolve) => (this.resolveEnd = resolve));
    this.doomed = new Promise((resolve) => (this.doom = resolve));
  }

  /** Adds a part that was just started; it is stopped before all that was added earlier, or at once when the node is ending already. */
  add(name: string, stop: () => Promise<void>): void {
    const part = { name, stop };
    if (this.ending === undefined) this.parts.push(part);
    else this.ending = Promise.all([this.ending, this.stopPart(part)]).then(([end]) => end);
  }

  /** Ends the node because a part cannot go on safely. The first reason counts. */
  fatal(exitCode: number, sentence: string): void {
    if (this.ending !== undefined) return;
    this.tell(sentence);
    void this.stop({ exitCode, sentence });
  }

  /** The work's outcome, or the reason why a part ended the node before it was done. */
  async unlessDoomed<T>(work: Promise<T>): Promise<{ readonly done: T } | { readonly end: NodeEnd }> {
    return Promise.race([work.then((done) => ({ done })), this.doomed.then((end) => ({ end }))]);
  }

  /** Stops all parts, the newest first. Resolves with the end that came first. */
  stop(end: NodeEnd): Promise<NodeEnd> {
    this.ending ??= this.wind(end);
    return this.ending;
  }

  private async wind(end: NodeEnd): Promise<NodeEnd> {
    this.doom(end);
    for (let part = this.parts.pop(); part !== undefined; part = this.parts.pop()) await this.stopPart(part);
    this.resolveEnd(end);
    return end;
  }

  private async stopPart({ name, stop }: Part): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, 'late')));
    try {
      if ((await Promise.race([stop(), patience])) === 'late')
        this.tell(`${name} did not stop within ${String(PATIENCE_MS / 1000)} s.`);
    } catch {
      // The rest must stop all the same; the part's own log says more.
      this.tell(`${name} failed to stop.`);
    } finally {
      clearTimeout(timer);
    }
  }
}
