import { type Machine } from './machine/machine.js';
import { type Row } from './rounds.js';

/** What `--json` writes; ratios by departments, then clients. */
export interface BenchReport {
  readonly machine: Machine;
  readonly command: string;
  readonly measuredAt: string;
  readonly rows: readonly Row[];
  readonly ratios: { readonly 'governed/nest-rpc': Readonly<Record<string, Readonly<Record<string, number>>>> };
}

/** Requests per second of the governed path over the rival's, for each number of clients both have. */
export function ratiosOf(rows: readonly Row[]): BenchReport['ratios'] {
  const governed = rows.filter((row) => row.path === 'governed');
  const pairs = governed.flatMap((row) => {
    const rival = rows.find((other) => other.path === 'nest-rpc' && other.clients === row.clients);
    return rival === undefined ? [] : [[String(row.clients), Math.round((row.rps / rival.rps) * 100) / 100] as const];
  });
  return { 'governed/nest-rpc': { '1': Object.fromEntries(pairs) } };
}
