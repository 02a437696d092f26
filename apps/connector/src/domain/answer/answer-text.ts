import { canonicalJson, toInstant } from '@shutong/kernel';
import type { PredicateAnswer } from '../predicate/answer-predicate.js';

/** Largest plaintext in bytes (protocol.md §9). */
export const MAX_ANSWER_BYTES = 400_000;

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** What is answered: rows in mode `records`, results by name in mode `predicate`. */
export type AnswerBody =
  | { readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly results: Readonly<Record<string, PredicateAnswer>> };

export interface Answer {
  /** Epoch ms at which the source was read. */
  readonly readAt: number;
  /** USCC of the department. */
  readonly source: string;
  /** Version of the dataset document. */
  readonly version: string;
  readonly body: AnswerBody;
}

/** Plaintext of an answer (protocol.md §4). `underCorrection` is false as long as no correction can be opened. */
export function answerText({ readAt, source, version, body }: Answer): string {
  return canonicalJson({ asOf: atChinaTime(readAt), sourceUscc: source, underCorrection: false, version, ...body });
}

/** RFC 3339 with the offset of the department's clock. */
function atChinaTime(epochMs: number): string {
  return `${toInstant(epochMs + CHINA_OFFSET_MS).slice(0, 19)}+08:00`;
}
