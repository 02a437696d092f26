import { HASHES, HEAD, type Head, LEAF, PATH, type ProvenEntry } from './head.js';
import { closed, listOf, recordParser } from './shape.js';
import { CODE, COUNT, ID, KID, REASON, SEALED_PATTERN, SIGNATURE } from './spelling.js';

/** Where the item stood in the gateway's tick: `path` leads from H(h) to the signed root. */
export interface TickPlace {
  readonly by: string;
  readonly kid: string;
  readonly n: number;
  readonly i: number;
  readonly path: readonly number[];
  readonly sig: string;
}

/** One permitted query for the department (protocol.md §3.4). */
export interface DispatchItem extends ProvenEntry {
  readonly h: string;
  readonly s: string;
  readonly tick: TickPlace;
}

/** Ends the repetition of an outcome; unproven. */
export type Acknowledgement = { readonly id: string; readonly index: number } | { readonly id: string; readonly code: string };

/** Record of `dispatch.<dept>`. `hashes` holds each sibling once. */
export interface DispatchBatch {
  readonly head: Head;
  readonly hashes: readonly string[];
  readonly items: readonly DispatchItem[];
  readonly acks?: readonly Acknowledgement[];
}

const TICK_PLACE = closed({ by: CODE, kid: KID, n: { ...COUNT, minimum: 1 }, i: COUNT, path: PATH, sig: SIGNATURE });

const DISPATCH_ITEM = closed({
  index: COUNT,
  leaf: LEAF,
  path: PATH,
  h: { type: 'string', minLength: 2, maxLength: 12_288 },
  s: { type: 'string', maxLength: 24_576, pattern: SEALED_PATTERN },
  tick: TICK_PLACE,
});

const DISPATCH = closed(
  {
    head: HEAD,
    hashes: HASHES,
    items: listOf(DISPATCH_ITEM),
    acks: listOf({ oneOf: [closed({ id: ID, index: COUNT }), closed({ id: ID, code: REASON })] }, 1),
  },
  ['acks'],
);

export const parseDispatch = recordParser<DispatchBatch>(DISPATCH);
