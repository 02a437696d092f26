import { canonicalJson, toInstant } from '@shutong/kernel';

/** Largest plaintext in bytes (protocol.md §9). */
export const MAX_ANSWER_BYTES = 400_000;

const CHINA_OFFSET_MS = 8 * 3_600_000;

export interface Answer {
  /** Epoch ms at which the source was read. */
  readonly readAt: number;
  /** USCC of the department. */
  readonly source: string;
  /** Version of the dataset document. */
  readonly version: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Plaintext of an answer (protocol.md §4). `underCorrection` is false as long as no correction can be opened. */
export function answerText({ readAt, source, version, rows }: Answer): string {
  return canonicalJson({ asOf: atChinaTime(readAt), rows, sourceUscc: source, underCorrection: false, version });
}

/** RFC 3339 with the offset of the department's clock. */
function atChinaTime(epochMs: number): string {
  return `${toInstant(epochMs + CHINA_OFFSET_MS).slice(0, 19)}+08:00`;
}
