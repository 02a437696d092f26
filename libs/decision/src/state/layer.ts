/**
 * A map in layers: reads fall through to the base, writes stay here until they are merged. A batch folds on such a layer, so an
 * error leaves the base as it was (ledger.md §5: "folds on a copy").
 */
export class Layer<V> {
  private readonly own = new Map<string, V>();

  constructor(private readonly base?: Layer<V>) {}

  get(key: string): V | undefined {
    return this.own.get(key) ?? this.base?.get(key);
  }

  set(key: string, value: V): void {
    this.own.set(key, value);
  }

  /** What was written here, in order of first writing. */
  written(): IterableIterator<[string, V]> {
    return this.own.entries();
  }

  /** Everything visible, the base first. */
  all(): Map<string, V> {
    const everything = this.base?.all() ?? new Map<string, V>();
    for (const [key, value] of this.own) everything.set(key, value);
    return everything;
  }

  /** Moves what was written here into the base. */
  merge(): void {
    for (const [key, value] of this.own) this.base?.set(key, value);
    this.own.clear();
  }

  /** Forgets keys of this very layer, the base untouched. */
  forget(isForgotten: (key: string) => boolean): void {
    for (const key of this.own.keys()) if (isForgotten(key)) this.own.delete(key);
  }
}
