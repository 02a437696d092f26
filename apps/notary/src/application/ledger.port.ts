import type { Hash, TileId } from '@shutong/tlog';

/** What a batch wants to read before it decides. */
export interface LoadRequest {
  readonly epoch: string;
  /** Epochs in which ids are looked up: the current one, in its first 7 days the one before, and any that outcomes name. */
  readonly epochs: readonly string[];
  /** 22 characters each. */
  readonly ids: readonly string[];
  /** Indexes of this epoch that facts point at. */
  readonly refs: readonly number[];
  /** Ids of queries that failed: the consents they spent are given back. */
  readonly failed: readonly string[];
  readonly consents: readonly ConsentKey[];
}

export interface ConsentKey {
  readonly sub: string;
  readonly cons: string;
  readonly prov: string;
  readonly ds: string;
}

export interface FoundEntry {
  readonly epoch: string;
  readonly index: number;
  readonly dedup: Uint8Array;
  /** The leaf text. */
  readonly leaf: string;
  /** The submitted header, absent for the notary's own entries. */
  readonly h?: string;
}

export interface FoundFact {
  readonly index: number;
  readonly leaf: string;
  /** Index of the entry that ended it. */
  readonly ended?: number;
}

export interface FoundConsent extends FoundFact {
  readonly counters: readonly { readonly period: string; readonly n: number }[];
}

export interface LoadedRows {
  /** The database's clock, epoch ms. */
  readonly clock: number;
  readonly byId: readonly FoundEntry[];
  readonly refs: readonly FoundEntry[];
  readonly consents: readonly FoundConsent[];
  readonly guardians: readonly FoundFact[];
}

export interface NewEntry {
  readonly index: number;
  readonly id: string;
  readonly dedup: Uint8Array;
  /** RFC 8785 text, as hashed. */
  readonly leaf: string;
  readonly leafHash: Hash;
  /** Absent for the notary's own entries. */
  readonly submission?: { readonly h: string; readonly seal: string };
  readonly opening?: string;
  readonly document?: { readonly hash: string; readonly text: string };
}

export interface OutboxRow {
  readonly index: number;
  readonly topic: string;
  /** Epoch ms. */
  readonly deadline: number;
  readonly message: string;
}

export interface StateRows {
  readonly added: {
    readonly d: readonly number[];
    readonly g: readonly number[];
    readonly s: readonly number[];
    readonly gd: readonly number[];
    readonly key: readonly number[];
    readonly c: readonly (ConsentKey & { readonly idx: number })[];
  };
  /** Pairs of the ended index and the index that ended it. */
  readonly ended: Readonly<Record<'d' | 'g' | 's' | 'gd' | 'c', readonly (readonly [number, number])[]>>;
  readonly counters: readonly CounterRow[];
  readonly rules?: { readonly rules: number; readonly p: number };
}

export interface CounterRow {
  readonly kind: string;
  readonly ref: string;
  readonly period: string;
  readonly n: number;
}

export interface BatchRows {
  readonly epoch: string;
  readonly from: { readonly size: number; readonly root: Hash };
  readonly to: { readonly size: number; readonly root: Hash };
  /** Epoch ms. */
  readonly at: number;
  readonly offset: { readonly topic: string; readonly cluster: string; readonly from: number; readonly to: number };
  readonly entries: readonly NewEntry[];
  readonly openingKeys: readonly { readonly okid: string; readonly jwe: string }[];
  readonly outbox: readonly OutboxRow[];
  readonly tiles: readonly (TileId & { readonly data: Uint8Array })[];
  readonly note: string;
  /** Size of the checkpoint that this one makes superfluous: the last of each minute stays. */
  readonly replacedCheckpoint?: number;
  readonly state: StateRows;
}

/** Another notary or a replay was first: head or offset is not where this notary left it. Nothing was written. */
export class HeadMoved extends Error {}

/** The database cannot be reached or is giving up: whether the last call was committed is unknown. */
export class LedgerUnavailable extends Error {}

/** The batch stands in the log, but what it has to say could not be sent: the outbox does it after a restart. */
export class CommittedUnsent extends Error {}

/** The ledger's tables as the sequencer sees them: two round trips a batch. */
export abstract class Ledger {
  abstract load(request: LoadRequest): Promise<LoadedRows>;
  /** Durable when resolved. Throws `HeadMoved` when the compare-and-swap fails, any other error but `LedgerUnavailable` when the rows were refused. */
  abstract append(rows: BatchRows): Promise<void>;
  /** A full tile, 8,192 bytes; throws when the log does not hold it. */
  abstract tile(epoch: string, id: TileId): Promise<Uint8Array>;
}
