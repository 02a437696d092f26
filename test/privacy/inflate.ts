import { constants, createInflateRaw } from 'node:zlib';

/** gzip members (RFC 1952; deflate is the only method) and zlib streams (RFC 1950; the headers that libraries write). */
const MAGICS: readonly { readonly bytes: Buffer; readonly kind: Start['kind'] }[] = [
  { bytes: Buffer.from([0x1f, 0x8b, 0x08]), kind: 'gzip' },
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ({ bytes: Buffer.from([0x78, level]), kind: 'zlib' as const })),
];

export const LONGEST_MAGIC = 3;

/** Enough of a bomb to find what is planted in it. */
const MOST_EXPANDED = 16 * 1024 * 1024;
/** Node hands out whole pieces only: this much is lost before damaged bytes. */
const PIECE_BYTES = 1024;

export interface Start {
  readonly offset: number;
  readonly kind: 'gzip' | 'zlib';
}

/** Where compressed data may begin. */
export function startsIn(chunk: Buffer): readonly Start[] {
  const starts: Start[] = [];
  for (const { bytes, kind } of MAGICS) {
    for (let at = chunk.indexOf(bytes); at >= 0; at = chunk.indexOf(bytes, at + 1)) starts.push({ offset: at, kind });
  }
  return starts;
}

/**
 * What inflates from there, up to the first byte that is none of it; next to nothing for bytes that only looked like a start. Raw,
 * because Node's own readers of both containers throw away what they have once a checksum or what follows is not theirs.
 */
export function inflated(bytes: Buffer, kind: Start['kind']): Promise<Buffer> {
  const stream = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: PIECE_BYTES });
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const done = (): void => {
      stream.destroy();
      resolve(Buffer.concat(pieces));
    };
    stream.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length >= MOST_EXPANDED) done();
    });
    // What came before the fault was compressed data all the same.
    stream.once('error', done).once('end', done);
    stream.end(bytes.subarray(kind === 'gzip' ? gzipHeaderBytes(bytes) : 2));
  });
}

const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;

/** RFC 1952 §2.3. */
function gzipHeaderBytes(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let end = 10;
  if ((flags & FLAGS.extra) !== 0) end += 2 + (bytes[end] ?? 0) + 256 * (bytes[end + 1] ?? 0);
  for (const flag of [FLAGS.name, FLAGS.comment]) {
    // A text that ends with a zero.
    if ((flags & flag) !== 0) end = bytes.indexOf(0, end) + 1 || bytes.length;
  }
  return (flags & FLAGS.headerCrc) === 0 ? end : end + 2;
}
