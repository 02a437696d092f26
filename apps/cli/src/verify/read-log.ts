import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure, EXIT } from '../output/exit-code.js';

/** A log's files by their C2SP tlog-tiles paths, wherever they lie. */
export interface LogFiles {
  /** Undefined when there is no such file. Throws `CommandFailure` when the log cannot be reached. */
  read(path: string): Promise<Uint8Array | undefined>;
}

export class LogFolder implements LogFiles {
  constructor(private readonly folder: string) {}

  async read(path: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.folder, path)).catch(() => undefined);
  }
}

const PATIENCE_MS = 30_000;

export class LogUrl implements LogFiles {
  private readonly root: string;

  constructor(
    url: string,
    private readonly token: string | undefined,
  ) {
    this.root = url.replace(/\/+$/, '');
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const headers: Record<string, string> = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const request = { headers, signal: AbortSignal.timeout(PATIENCE_MS) };
    const response = await fetch(`${this.root}/${path}`, request).catch(() => undefined);
    if (response === undefined) throw new CommandFailure(EXIT.usage, `Cannot reach ${this.root}: is the node running?`);
    if (response.status === 404 || response.status === 410) return undefined;
    if (response.status === 401 || response.status === 403) {
      throw new CommandFailure(
        EXIT.usage,
        `${this.root} wants a token with the scopes log:tiles and log:entries: give --node or --token-file.`,
      );
    }
    if (!response.ok) throw new CommandFailure(EXIT.usage, `${this.root} answered ${String(response.status)} for ${path}.`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
