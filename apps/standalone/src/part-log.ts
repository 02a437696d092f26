import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@shutong/platform';
import type { NodeHome } from './node-home.js';

type Level = 'info' | 'warn' | 'error';

/** The log of one app that shares the process: one JSON line per event in a file of its own; errors are also told at the terminal. */
export class PartLog implements Log {
  readonly file: string;
  private readonly stream: WriteStream;

  constructor(
    home: NodeHome,
    private readonly code: string,
    private readonly tell: (sentence: string) => void,
  ) {
    this.file = logFile(home, code);
    this.stream = createWriteStream(this.file, { flags: 'a', mode: 0o600 });
    // A full disk must not end the node through its own log.
    this.stream.on('error', () => undefined);
  }

  info(fields: Readonly<Record<string, unknown>>, sentence: string): void {
    this.write('info', fields, sentence);
  }

  warn(fields: Readonly<Record<string, unknown>>, sentence: string): void {
    this.write('warn', fields, sentence);
  }

  error(fields: Readonly<Record<string, unknown>>, sentence: string): void {
    this.write('error', fields, sentence);
    this.tell(`${this.code}: ${sentence} (${this.file})`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.stream.end(resolve));
  }

  private write(level: Level, fields: Readonly<Record<string, unknown>>, sentence: string): void {
    const at = new Date().toISOString();
    this.stream.write(`${JSON.stringify({ at, level, app: this.code, ...fields, msg: sentence })}\n`);
  }
}

export function logFile(home: NodeHome, code: string): string {
  return join(home.logs, `${code}.log`);
}
