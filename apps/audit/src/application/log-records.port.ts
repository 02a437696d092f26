import type { Hash } from '@shutong/tlog';

export interface SignedHead {
  readonly size: number;
  /** The checkpoint, a signed note. */
  readonly note: string;
}

/** The log of one epoch as it is stored. Rows are only ever added, so what was read once stays true. */
export abstract class LogRecords {
  /** Undefined before the first entry. */
  abstract newestHead(): Promise<SignedHead | undefined>;
  /** Undefined unless a head of exactly this size is kept. */
  abstract noteAt(size: number): Promise<string | undefined>;
  /** The bytes of full tiles by number, in this order. Throws when one is missing: the caller knows that it is full. */
  abstract fullTiles(level: number, numbers: readonly number[]): Promise<readonly Uint8Array[]>;
  /** Of entries [from, to). Throws when one is missing. */
  abstract leafHashes(from: number, to: number): Promise<readonly Hash[]>;
  /** Leaf bytes of entries [from, to). Throws when one is missing. */
  abstract entries(from: number, to: number): Promise<readonly Uint8Array[]>;
  /** Entries under an id, below `size`, in order. */
  abstract indicesOf(id: string, size: number): Promise<readonly number[]>;
  /** A file that a `tables` member names, by its H. */
  abstract tableFile(hash: string): Promise<string | undefined>;
}
