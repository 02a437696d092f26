import { readFile } from 'node:fs/promises';
import { parseJson } from '@shutong/kernel';
import { LogReader, LogUnreachable } from '../../application/log-reader.port.js';

const PATIENCE_MS = 2_000;
const MAX_BYTES = 65_536;

/** The read API of the log over HTTP, with the gateway's own token (`log:entries`, `log:tiles`). */
export class HttpLogReader extends LogReader {
  constructor(private readonly log: { readonly url: string; readonly tokenFile: string }) {
    super();
  }

  override async checkpoint(): Promise<string> {
    return Buffer.from(await this.get('/checkpoint')).toString('utf8');
  }

  override async indicesOf(id: string): Promise<readonly number[]> {
    const parsed = parseJson(await this.get(`/by-id/${id}`), { maxBytes: MAX_BYTES, maxDepth: 3 });
    const value: { readonly indices?: unknown } =
      parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? parsed.value : {};
    if (!Array.isArray(value.indices) || !value.indices.every(isIndex)) throw new LogUnreachable('the read side gave no indices');
    return value.indices;
  }

  override entry(index: number): Promise<Uint8Array> {
    return this.get(`/entry/${String(index)}`);
  }

  override async inclusion(index: number, size: number): Promise<string> {
    return Buffer.from(await this.get(`/proof/inclusion?index=${String(index)}&size=${String(size)}`)).toString('utf8');
  }

  private async get(path: string): Promise<Uint8Array> {
    const answer = await this.fetch(path).catch(() => undefined);
    if (answer === undefined) throw new LogUnreachable(`the read side did not answer ${path}`);
    return answer;
  }

  private async fetch(path: string): Promise<Uint8Array | undefined> {
    // Read each time: tokens live for a day, this process for longer.
    const token = (await readFile(this.log.tokenFile, 'utf8')).trim();
    const response = await fetch(this.log.url + path, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  }
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
