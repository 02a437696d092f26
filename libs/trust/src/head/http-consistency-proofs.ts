import { readFile } from 'node:fs/promises';
import { fromBase64, parseJson } from '@shutong/kernel';
import type { Hash } from '@shutong/tlog';
import { ConsistencyProofs } from './consistency-proofs.port.js';

const PATIENCE_MS = 2000;
const MAX_BYTES = 16_384;

/** `proof/consistency?from=&to=` of the log's read API (ledger.md §8), scope `log:tiles`. */
export class HttpConsistencyProofs extends ConsistencyProofs {
  constructor(private readonly log: { readonly url: string; readonly tokenFile: string }) {
    super();
  }

  override async fetch(from: number, to: number): Promise<readonly Hash[] | undefined> {
    try {
      // Read each time: tokens live for a day, this process for longer.
      const token = (await readFile(this.log.tokenFile, 'utf8')).trim();
      const answer = await fetch(`${this.log.url}/proof/consistency?from=${String(from)}&to=${String(to)}`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!answer.ok) return undefined;
      return hashesOf(new Uint8Array(await answer.arrayBuffer()), from, to);
    } catch {
      // Unreachable, too slow, no token yet: not to be had now; the head keeper holds its items and asks again.
      return undefined;
    }
  }
}

function hashesOf(body: Uint8Array, from: number, to: number): readonly Hash[] | undefined {
  const parsed = parseJson(body, { maxBytes: MAX_BYTES, maxDepth: 3 });
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return undefined;
  const answer: { readonly from?: unknown; readonly to?: unknown; readonly hashes?: unknown } = parsed.value;
  if (answer.from !== from || answer.to !== to || !Array.isArray(answer.hashes)) return undefined;
  return decodeHashes(answer.hashes);
}

/** Hashes as base64 texts of 32 bytes; undefined when one is not. */
export function decodeHashes(texts: readonly unknown[]): readonly Hash[] | undefined {
  const hashes: Hash[] = [];
  for (const text of texts) {
    const hash = typeof text === 'string' ? fromBase64(text) : undefined;
    if (hash?.byteLength !== 32) return undefined;
    hashes.push(hash);
  }
  return hashes;
}
