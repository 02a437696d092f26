import { closed, listOf, recordParser } from './shape.js';
import { COUNT, ID, REASON, SEALED_PATTERN, TREE_HASH } from './spelling.js';
import { TICK_SEAL, type TickSeal } from './tick.js';

interface ReplyTo {
  readonly id: string;
  readonly index: number;
  /** Leaf hash of the permitted entry, base64 with padding. */
  readonly lh: string;
}

export interface AnsweredReply extends ReplyTo {
  readonly status: 'answered';
  readonly sealed: string;
}

export interface FailedReply extends ReplyTo {
  readonly status: 'failed';
  readonly why: readonly string[];
}

export type ReplyItem = AnsweredReply | FailedReply;

/** Record of `replies.<gateway>` by a connector (protocol.md §3.6). */
export interface ReplyTick {
  readonly t: TickSeal;
  readonly items: readonly ReplyItem[];
}

/** 400 kB of plaintext (protocol.md §9) in base64url, with room for hour, kids, nonce and tag. */
const MAX_SEALED_LENGTH = Math.ceil((400_000 * 4) / 3) + 200;

const TO = { id: ID, index: COUNT, lh: TREE_HASH };
const SEALED_ANSWER = { type: 'string', maxLength: MAX_SEALED_LENGTH, pattern: SEALED_PATTERN };

const REPLY = closed({
  t: TICK_SEAL,
  items: listOf(
    {
      oneOf: [
        closed({ ...TO, status: { const: 'answered' }, sealed: SEALED_ANSWER }),
        closed({ ...TO, status: { const: 'failed' }, why: listOf(REASON, 1) }),
      ],
    },
    1,
  ),
});

export const parseReply = recordParser<ReplyTick>(REPLY);
