import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ of Linux: /proc counts in hundredths of a second on every architecture Node runs on. */
const TICK_MS = 10;

/** Several may have one name: a node runs a connector for each department. */
export interface NamedProcess {
  readonly name: string;
  readonly pid: number;
}

interface Times {
  readonly parent: number;
  readonly ownMs: number;
  /** Of children that have ended and been waited for. */
  readonly endedChildrenMs: number;
}

function timesOf(pid: string): Times | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name and may hold blanks; it ends with the last parenthesis.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map((index) => fields[index]);
    return { parent, ownMs: (user + system) * TICK_MS, endedChildrenMs: (childUser + childSystem) * TICK_MS };
  } catch {
    // Ended between the listing and the reading; its parent counts it.
    return undefined;
  }
}

/**
 * Processor time in milliseconds that the processes of each name and all their descendants have used so far (PostgreSQL works in
 * children). Empty where there is no /proc.
 */
export function processorTimes(roots: readonly NamedProcess[]): ReadonlyMap<string, number> {
  const all = new Map<number, Times>();
  let pids: string[] = [];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return new Map(); // not Linux
  }
  for (const pid of pids) {
    const times = timesOf(pid);
    if (times !== undefined) all.set(Number(pid), times);
  }
  const used = new Map<string, number>();
  for (const { name, pid } of roots) used.set(name, (used.get(name) ?? 0) + treeMs(pid, all));
  return used;
}

function treeMs(root: number, all: ReadonlyMap<number, Times>): number {
  const own = all.get(root);
  if (own === undefined) return 0;
  const children = [...all].filter(([, { parent }]) => parent === root);
  return own.ownMs + own.endedChildrenMs + children.reduce((sum, [child]) => sum + treeMs(child, all), 0);
}
