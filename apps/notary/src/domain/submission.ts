import type { Header } from '@shutong/contracts';
import type { Party } from '@shutong/trust';

/** Place and proof of an item in the tick that its party signed; what the connector checks again (protocol.md §7.2). */
export interface TickPlace {
  readonly by: string;
  readonly kid: string;
  readonly n: number;
  readonly i: number;
  /** Base64 with padding, leaf upward. */
  readonly path: readonly string[];
  readonly sig: string;
}

/** Where a submission came from, for its dead letter. */
export interface RecordPlace {
  readonly offset: bigint;
  readonly item: number;
}

/** One item of a tick whose signature, schema and sender are known to be good. */
export interface Submission<H extends Header = Header> {
  readonly from: RecordPlace;
  readonly party: Party;
  readonly header: H;
  /** The header text as signed; never serialised again. */
  readonly h: string;
  /** H(h): `src.d` of the leaf. */
  readonly d: string;
  readonly tick: TickPlace;
  readonly s?: string;
  readonly o?: string;
  readonly doc?: string;
}
