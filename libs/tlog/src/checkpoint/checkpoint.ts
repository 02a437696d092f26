import { fromBase64, toBase64 } from '@shutong/kernel';
import { EMPTY_ROOT, equalHashes, type Hash, isHash } from '../hashing/hash.js';
import { isKeyName } from '../note/key-name.js';
import { parseDecimal } from '../text/decimal.js';

/** A tree head of a log this node works with: sizes below 2^53. */
export interface Checkpoint {
  /** The log's key name: `<host>/<region>/<shard>/<epoch>`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** A tree head as any log may sign it: sizes below 2^63. */
export interface WideCheckpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Hash;
}

/** The text to sign: three lines, no extension lines. Throws RangeError for what no checkpoint can say. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin) || !Number.isSafeInteger(size) || size < 0 || !isHash(root)) {
    throw new RangeError('not a checkpoint');
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The form only. Whether the root can be that of an empty tree: `isPossible`. */
export function parseCheckpointText(text: string): WideCheckpoint | undefined {
  const [origin, sizeText, rootText, end, ...more] = text.split('\n');
  if (origin === undefined || sizeText === undefined || rootText === undefined) return undefined;
  if (end !== '' || more.length > 0 || !isKeyName(origin)) return undefined;
  const size = parseDecimal(sizeText);
  const root = fromBase64(rootText);
  if (size === undefined || root === undefined || !isHash(root)) return undefined;
  return { origin, size, root };
}

/** There is one empty tree. */
export function isPossible({ size, root }: WideCheckpoint): boolean {
  return size > 0n || equalHashes(root, EMPTY_ROOT);
}
