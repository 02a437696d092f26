/** The log's read side could not be asked. */
export class LogUnreachable extends Error {}

/** The log's read API, as a gateway uses it for receipts (ledger.md §8). What it says is verified by the caller. */
export abstract class LogReader {
  /** Newest signed checkpoint. Throws `LogUnreachable`. */
  abstract checkpoint(): Promise<string>;
  /** Indices of all entries under an id, lowest first. */
  abstract indicesOf(id: string): Promise<readonly number[]>;
  /** Leaf bytes. */
  abstract entry(index: number): Promise<Uint8Array>;
  /** `c2sp.org/tlog-proof@v1` text of an entry under the tree of that size. */
  abstract inclusion(index: number, size: number): Promise<string>;
}
