import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { NodeOptions } from './node-options.js';
import { readExternalServers } from './servers/external-servers.js';
import { StartFailure } from './start-failure.js';

const DEFAULT_DATA = fileURLToPath(new URL('../../../.data', import.meta.url));
const USAGE = 'npm start -- [--processes] [--residents N] [--data DIR] [--port PORT] [--servers FILE]';

/** Least residents: the named persons of the demonstration. */
const FEWEST = 5;
const MOST = 2_000_000;

/** Reads the command line. Throws `StartFailure` with exit code 2 and the usage. */
export async function parseNodeCommand(args: readonly string[], tell: (sentence: string) => void): Promise<NodeOptions> {
  const { data, residents, port, processes, servers } = flagsOf(args);
  return {
    dataDir: data ?? DEFAULT_DATA,
    tell,
    processes: processes ?? false,
    ...(residents !== undefined && { residents: wholeNumber('--residents', residents, FEWEST, MOST) }),
    ...(port !== undefined && { port: wholeNumber('--port', port, 1, 65_535) }),
    ...(servers !== undefined && { servers: await readExternalServers(servers) }),
  };
}

interface Flags {
  readonly data?: string;
  readonly residents?: string;
  readonly port?: string;
  readonly processes?: boolean;
  readonly servers?: string;
}

function flagsOf(args: readonly string[]): Flags {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { data: text, residents: text, port: text, servers: text, processes: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new StartFailure(2, `${error instanceof Error ? error.message : ''}\nUsage: ${USAGE}`);
  }
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new StartFailure(2, `${flag} wants a whole number from ${String(least)} to ${String(most)}.\nUsage: ${USAGE}`);
}
