import { closed, recordParser } from './shape.js';
import { CODE, COUNT, INSTANT } from './spelling.js';

export const DEAD_LETTER_CODES = [
  'RECORD_INVALID',
  'SIGNATURE_INVALID',
  'HEADER_INVALID',
  'NOT_ENTITLED',
  'PROOF_INVALID',
  'INTERNAL',
] as const;

export type DeadLetterCode = (typeof DEAD_LETTER_CODES)[number];

/** Record of `<topic>.dead`: an item or a whole record that was rejected, with its reason (protocol.md §3.9). */
export interface DeadLetter {
  readonly from: { readonly topic: string; readonly offset: number; readonly item?: number };
  /** When it was rejected, UTC with milliseconds. */
  readonly at: string;
  readonly code: DeadLetterCode;
  readonly by?: string;
  readonly id?: string;
  /** base64url of the rejected bytes. */
  readonly value: string;
}

const DEAD_LETTER = closed(
  {
    from: closed({ topic: { type: 'string', minLength: 1, maxLength: 249 }, offset: COUNT, item: COUNT }, ['item']),
    at: INSTANT,
    code: { enum: [...DEAD_LETTER_CODES] },
    by: CODE,
    id: CODE,
    value: { type: 'string', pattern: '^[A-Za-z0-9_-]*$' },
  },
  ['by', 'id'],
);

export const parseDeadLetter = recordParser<DeadLetter>(DEAD_LETTER);
