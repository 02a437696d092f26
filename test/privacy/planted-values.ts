import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bufferHaystack, fileHaystack, type Haystack } from './haystack.js';
import { inflated, LONGEST_MAGIC, startsIn } from './inflate.js';
import { type Needle, type Pattern, patternsOf } from './needle.js';

export interface Finding {
  /** Its name, never its value. */
  readonly needle: string;
  readonly encoding: string;
  /** File or buffer; behind ` » ` the offset of what was inflated inside it. */
  readonly where: string;
  readonly offset: number;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
/** Most bytes taken of one compressed stretch. */
const MEMBER_BYTES = 1024 * 1024;
/** Compressed inside compressed inside compressed. */
const DEEPEST = 3;

/**
 * Looks for values in whatever programs leave behind: plain in UTF-8 and UTF-16, in base64 and base64url at every alignment, in hex,
 * percent and JSON escapes, and all of that inside gzip and zlib data. Not seen: what is encoded twice (base64 inside base64), and
 * what PostgreSQL has compressed (pglz, lz4: TOAST, WAL with wal_compression), where literals are cut by control bytes. Live rows
 * are therefore searched as queries return them; a dead compressed row is not found in its file.
 */
export class PlantedValues {
  /** Bytes looked through so far, so that a test can tell a clean place from an empty one. */
  searched = 0;
  readonly #patterns: readonly Pattern[];
  readonly #overlap: number;

  constructor(
    needles: readonly Needle[],
    private readonly chunkBytes = CHUNK_BYTES,
  ) {
    this.#patterns = needles.flatMap((needle) => patternsOf(needle));
    this.#overlap = Math.max(LONGEST_MAGIC, ...this.#patterns.map(({ bytes }) => bytes.length)) - 1;
  }

  inBytes(name: string, bytes: Uint8Array): Promise<readonly Finding[]> {
    return this.#inHaystack(bufferHaystack(name, bytes), 0);
  }

  /** Nothing where the file has gone: servers remove segments while they run. */
  async inFile(path: string): Promise<readonly Finding[]> {
    const haystack = await fileHaystack(path).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    });
    if (haystack === undefined) return [];
    try {
      return await this.#inHaystack(haystack, 0);
    } finally {
      await haystack.close();
    }
  }

  /**
   * Every file below the folder, but for the folders and files of these absolute paths, and for files that nobody has written to since
   * `since` (epoch ms). Links are not followed.
   */
  async inFolder(folder: string, except: ReadonlySet<string> = new Set(), since = 0): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (except.has(path)) continue;
      if (entry.isDirectory()) findings.push(...(await this.inFolder(path, except, since)));
      else if (entry.isFile() && (await isWrittenSince(path, since))) findings.push(...(await this.inFile(path)));
    }
    return findings;
  }

  async #inHaystack(haystack: Haystack, depth: number): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (let offset = 0; offset < haystack.size; offset += this.chunkBytes) {
      // The overlap belongs to both chunks; what starts in it is the next one's.
      const chunk = await haystack.read(offset, this.chunkBytes + this.#overlap);
      this.searched += Math.min(chunk.length, this.chunkBytes);
      if (isBlank(chunk)) continue;
      findings.push(...this.#inChunk(haystack.name, chunk, offset));
      findings.push(...(await this.#inMembers(haystack, chunk, offset, depth)));
    }
    return findings;
  }

  #inChunk(where: string, chunk: Buffer, offset: number): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { needle, encoding, bytes } of this.#patterns) {
      const at = chunk.indexOf(bytes);
      // One place per chunk and form is enough to be alarmed.
      if (at >= 0 && at < this.chunkBytes) findings.push({ needle, encoding, where, offset: offset + at });
    }
    return findings;
  }

  async #inMembers(haystack: Haystack, chunk: Buffer, offset: number, depth: number): Promise<readonly Finding[]> {
    if (depth === DEEPEST) return [];
    const findings: Finding[] = [];
    for (const start of startsIn(chunk).filter((one) => one.offset < this.chunkBytes)) {
      const at = offset + start.offset;
      const expanded = await inflated(await haystack.read(at, MEMBER_BYTES), start.kind);
      if (expanded.length === 0) continue;
      findings.push(...(await this.#inHaystack(bufferHaystack(`${haystack.name} » ${String(at)}`, expanded), depth + 1)));
    }
    return findings;
  }
}

/** Servers make their files long in advance, and full of zeros. */
function isBlank(chunk: Buffer): boolean {
  return chunk.length > 0 && chunk[0] === 0 && chunk.compare(chunk, 1, chunk.length, 0, chunk.length - 1) === 0;
}

async function isWrittenSince(path: string, since: number): Promise<boolean> {
  if (since === 0) return true;
  // A file that has gone meanwhile is looked for again, and not found.
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: since }));
  return mtimeMs >= since;
}

function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
