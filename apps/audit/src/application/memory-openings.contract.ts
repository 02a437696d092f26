import {
  Openings,
  type ErasurePlace,
  type OpeningChange,
  OpeningEraser,
  type SealedOpening,
  type Stretch,
} from './openings.port.js';
import { EPOCH, type ErasureMembers, HOUR_MS, type WrittenLog } from './written-log.contract.js';

/** Openings in memory, as a log was written. */
export class MemoryOpenings extends Openings {
  readonly stored: Map<number, string>;
  readonly keys: Map<string, { readonly jwe: string; readonly at: number }>;

  constructor(readonly log: WrittenLog) {
    super();
    this.stored = new Map(
      log.entries.flatMap(({ index, opening }) => (opening === undefined ? [] : [[index, opening] as const])),
    );
    this.keys = new Map(log.keys);
  }

  override within({ epoch, from, to, among }: Stretch, limit: number): Promise<readonly SealedOpening[]> {
    const meant = this.log.entries.filter(
      ({ index }) => epoch === EPOCH && index >= from && index < to && (among === undefined || among.includes(index)),
    );
    const found = meant.flatMap(({ index, id, c }) => {
      const text = this.stored.get(index);
      return text === undefined ? [] : [{ index, id, committed: Object.keys(c), text }];
    });
    return Promise.resolve(found.slice(0, limit));
  }

  override contentKey(okid: string): Promise<string | undefined> {
    return Promise.resolve(this.keys.get(okid)?.jwe);
  }
}

/** With the promise of the port: what the log does not cover is refused. */
export class MemoryEraser extends OpeningEraser {
  constructor(private readonly openings: MemoryOpenings) {
    super();
  }

  override async erase(epoch: string, by: ErasurePlace, changes: readonly OpeningChange[]): Promise<ReadonlySet<number>> {
    const { stored } = this.openings;
    for (const change of changes) this.#refuseUncovered(epoch, by, change);
    const made = changes.filter(({ index, was }) => stored.get(index) === was);
    for (const { index, rest } of made) {
      if (rest === undefined) stored.delete(index);
      else stored.set(index, rest);
    }
    return Promise.resolve(new Set(made.map(({ index }) => index)));
  }

  #refuseUncovered(epoch: string, by: ErasurePlace, { index, was, rest = was }: OpeningChange): void {
    const { of, f, ep = by.epoch } = this.#erasureAt(by);
    const isCovered = 'from' in of ? index >= of.from && index < of.to : of.includes(index);
    if (!isCovered || index >= by.index || epoch !== ep) throw new Error(`does not cover entry ${index}`);
    const committed = Object.keys(this.openings.log.entries[index]?.c ?? {});
    if (!f.some((field) => committed.includes(field))) throw new Error('commits to none');
    if (rest.slice(0, 23) !== was.slice(0, 23)) throw new Error('own content key');
  }

  override async destroyUnusedKeys(by: ErasurePlace): Promise<number> {
    const { keys, stored } = this.openings;
    const decided = Date.parse(this.#erasureAt(by).at);
    const used = new Set([...stored.values()].map((text) => text.slice(0, text.indexOf('.'))));
    const unused = [...keys].filter(([okid, { at }]) => !used.has(okid) && at < decided - 2 * HOUR_MS);
    for (const [okid] of unused) keys.delete(okid);
    return Promise.resolve(unused.length);
  }

  #erasureAt({ epoch, index }: ErasurePlace): ErasureMembers & { readonly at: string } {
    const leaf = epoch === EPOCH ? this.openings.log.entries[index]?.leaf : undefined;
    const entry = JSON.parse(leaf ?? '{}') as ErasureMembers & { readonly k?: string; readonly at: string };
    if (entry.k !== 'opening.erased') throw new Error('no opening.erased');
    return entry;
  }
}
