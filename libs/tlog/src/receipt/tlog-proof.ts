import { fail, fromBase64, ok, type Result, toBase64 } from '@shutong/kernel';
import { type Hash, isHash } from '../hashing/hash.js';
import { parseSafeDecimal } from '../text/decimal.js';
import { splitHead } from '../text/head-lines.js';

/** C2SP tlog-proof: an inclusion proof with the checkpoint it leads to. It does not hold the entry. */
export interface TlogProof {
  /** Carried along, authenticated by nothing. */
  readonly extra?: Uint8Array;
  readonly index: number;
  /** Siblings from the leaf up. */
  readonly proof: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
const INDEX = 'index ';
/** A tree below 2^63 leaves has no longer path. */
export const MAX_PROOF_HASHES = 63;

export function writeTlogProof({ extra, index, proof, checkpoint }: TlogProof): string {
  const lines = [HEADER, ...(extra === undefined ? [] : [EXTRA + toBase64(extra)]), `${INDEX}${index}`, ...proof.map(toBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** The form only: neither the proof nor the checkpoint is verified here. */
export function parseTlogProof(text: string | Uint8Array): Result<TlogProof, 'PROOF_MALFORMED'> {
  const head = splitHead(text);
  const [header, ...lines] = head?.lines ?? [];
  if (head === undefined || header !== HEADER) return fail('PROOF_MALFORMED');
  const body = parseBody(lines);
  return body === undefined ? fail('PROOF_MALFORMED') : ok({ ...body, checkpoint: head.rest });
}

function parseBody(lines: readonly string[]): Omit<TlogProof, 'checkpoint'> | undefined {
  const [first = '', ...behind] = lines;
  const extra = first.startsWith(EXTRA) ? fromBase64(first.slice(EXTRA.length)) : undefined;
  // An extra line that is no base64 is then taken for the index line, and refused as that.
  const [indexLine = '', ...coded] = extra === undefined ? lines : behind;
  const index = indexLine.startsWith(INDEX) ? parseSafeDecimal(indexLine.slice(INDEX.length)) : undefined;
  const proof = parseHashLines(coded);
  if (index === undefined || proof === undefined) return undefined;
  return { ...(extra === undefined ? {} : { extra }), index, proof };
}

/** At most 63 lines, each the base64 of 32 bytes in its one spelling. */
export function parseHashLines(lines: readonly string[]): Hash[] | undefined {
  if (lines.length > MAX_PROOF_HASHES) return undefined;
  const hashes: Hash[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash === undefined || !isHash(hash)) return undefined;
    hashes.push(hash);
  }
  return hashes;
}
