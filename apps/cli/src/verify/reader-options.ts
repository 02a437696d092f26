import { readFile } from 'node:fs/promises';
import { readNodeFile } from '../node/node-file.js';
import { CommandFailure, EXIT } from '../output/exit-code.js';

/** What every command that reads a log takes: whom to trust, how to be let in, and how to speak. */
export const READER_OPTIONS = {
  vkey: { type: 'string' },
  policy: { type: 'string' },
  node: { type: 'string' },
  'token-file': { type: 'string' },
  json: { type: 'boolean' },
} as const;

export interface ReaderOptions {
  readonly vkey?: string | undefined;
  readonly policy?: string | undefined;
  readonly node?: string | undefined;
  readonly 'token-file'?: string | undefined;
  readonly json?: boolean | undefined;
}

/** A token for the read API: from a file of its own, or from node.json. */
export async function tokenFrom(options: Pick<ReaderOptions, 'token-file' | 'node'>): Promise<string | undefined> {
  const file = options['token-file'];
  if (file === undefined) return options.node === undefined ? undefined : (await readNodeFile(options.node)).log.token;
  const token = await readFile(file, 'utf8').catch(() => undefined);
  if (token === undefined) throw new CommandFailure(EXIT.usage, `Cannot read the token file ${file}.`);
  return token.trim();
}
