import type { Problem } from './problem.js';

/** Why a Kafka record went to its dead-letter topic, beside SIGNATURE_INVALID, NOT_ENTITLED, PROOF_INVALID, INTERNAL (protocol.md §3.9). */
export const RECORD_FAULTS = {
  RECORD_INVALID: {
    status: 500,
    title: 'A Kafka record is not JSON, too large, or not of the closed form of its topic.',
    hint: 'Read the dead letter: it names topic, offset and item.',
    source: 'protocol.md §3.9',
  },
  HEADER_INVALID: {
    status: 500,
    title: 'A submitted header has members that its type does not have, or lacks some.',
    hint: 'Read the dead letter, then update the submitting service.',
    source: 'protocol.md §3.2',
  },
} as const satisfies Record<string, Problem>;
