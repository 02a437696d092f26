/** What an app waits for before it may serve: named conditions, each true or with the sentence that says what is missing. */
export class Health {
  private readonly waiting = new Map<string, string>();

  constructor(
    readonly code: string,
    conditions: readonly string[],
  ) {
    for (const name of conditions) this.waiting.set(name, 'not yet');
  }

  met(condition: string): void {
    this.waiting.delete(condition);
  }

  /** Also after it was met: a lost connection makes the app unready again. */
  unmet(condition: string, why: string): void {
    this.waiting.set(condition, why);
  }

  get ready(): boolean {
    return this.waiting.size === 0;
  }

  report(): { readonly code: string; readonly ready: boolean; readonly waiting: Readonly<Record<string, string>> } {
    return { code: this.code, ready: this.ready, waiting: Object.fromEntries(this.waiting) };
  }
}
