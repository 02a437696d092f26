/** What a `key.changed` entry says about one key. */
export interface KeyChange {
  readonly who: string;
  /** H of the SPKI DER. */
  readonly key: string;
  readonly act: 'add' | 'remove';
  /** Epoch ms; the change holds from then on. */
  readonly from: number;
}

/**
 * Which keys the log has brought into force. The directory file alone lets nobody submit: a key counts once the log says so
 * (protocol.md §1). Immutable, so that a batch which is not appended leaves nothing behind.
 */
export class KeysInForce {
  static readonly none = new KeysInForce(new Map());

  private constructor(private readonly changes: ReadonlyMap<string, readonly KeyChange[]>) {}

  with(change: KeyChange): KeysInForce {
    const name = nameOf(change.who, change.key);
    return new KeysInForce(new Map(this.changes).set(name, [...(this.changes.get(name) ?? []), change]));
  }

  /** Whether `key` of `who` may sign at `at` (epoch ms): the last change in log order that has begun decides. */
  holds(who: string, key: string, at: number): boolean {
    const begun = (this.changes.get(nameOf(who, key)) ?? []).filter((change) => change.from <= at);
    return begun.at(-1)?.act === 'add';
  }

  /** Whether the log has ever spoken of the key: a removed one is not brought back by a start. */
  knows(who: string, key: string): boolean {
    return this.changes.has(nameOf(who, key));
  }
}

function nameOf(who: string, key: string): string {
  return `${who} ${key}`;
}
