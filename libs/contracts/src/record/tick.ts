import { closed, listOf, recordParser, shapeCheck } from './shape.js';
import { CODE, COUNT, ID, KID, OPENING_PATTERN, SEALED_PATTERN, SIGNATURE } from './spelling.js';

/** One Ed25519 signature over the Merkle root of a tick's items (protocol.md §3.1, §3.6). */
export interface TickSeal {
  readonly by: string;
  readonly kid: string;
  readonly n: number;
  readonly sig: string;
}

/** One submission: header text as hashed, sealed query, sealed openings, JCS text of a dataset document. */
export interface TickItem {
  readonly h: string;
  readonly s?: string;
  readonly o?: string;
  readonly doc?: string;
}

export interface OpeningKey {
  readonly okid: string;
  readonly jwe: string;
}

/** Record of `submissions.<shard>` (protocol.md §3.1). */
export interface Tick {
  readonly t: TickSeal;
  readonly items: readonly TickItem[];
  readonly okeys?: readonly OpeningKey[];
}

export const TICK_SEAL = closed({ by: CODE, kid: KID, n: { ...COUNT, minimum: 1 }, sig: SIGNATURE });

/** Limits of protocol.md §9, in characters: headers and sealed texts are ASCII but for Chinese in documents. */
const HEADER = { type: 'string', minLength: 2, maxLength: 12_288 };
const SEALED_QUERY = { type: 'string', maxLength: 24_576, pattern: SEALED_PATTERN };
const SEALED_OPENINGS = { type: 'string', maxLength: 24_576, pattern: OPENING_PATTERN };
const DOCUMENT = { type: 'string', minLength: 2, maxLength: 204_800 };
const JWE = { type: 'string', maxLength: 4_096, pattern: '^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){4}$' };

const TICK_ITEM = closed({ h: HEADER, s: SEALED_QUERY, o: SEALED_OPENINGS, doc: DOCUMENT }, ['s', 'o', 'doc']);

const TICK = closed(
  {
    t: TICK_SEAL,
    items: listOf(TICK_ITEM, 1),
    okeys: listOf(closed({ okid: ID, jwe: JWE }), 1),
  },
  ['okeys'],
);

export const parseTick = recordParser<Tick>(TICK);

/** Whether an item is within form and limits: one that is not makes receivers refuse the whole tick. */
export const isTickItem = shapeCheck<TickItem>(TICK_ITEM);
