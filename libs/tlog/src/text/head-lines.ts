import { decodeStrictly, hasOnlyNewlines } from './strict-text.js';

/** Lines before the first empty line, and all that follows it: a checkpoint, which has an empty line of its own. */
export interface HeadLines {
  readonly lines: readonly string[];
  readonly rest: string;
}

export function splitHead(input: string | Uint8Array): HeadLines | undefined {
  const whole = decodeStrictly(input);
  if (whole === undefined || !hasOnlyNewlines(whole)) return undefined;
  const split = whole.indexOf('\n\n');
  return split < 0 ? undefined : { lines: whole.slice(0, split).split('\n'), rest: whole.slice(split + 2) };
}
