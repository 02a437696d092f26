import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type LoadPlan, type LoadResult } from './load/load-plan.js';
import { type NamedProcess, processorTimes } from './machine/processor-time.js';
import { type MeasuredPath } from './measured-path.js';

const GENERATOR = fileURLToPath(new URL('./load/main.js', import.meta.url));

/** One round of one path. */
export interface Measurement {
  readonly rps: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly errors: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Of all processes of the path with Kafka and PostgreSQL, without the generator; `null` where there is no /proc. */
  readonly cpuMsPerRequest: number | null;
  readonly cpuMsByProcess: Readonly<Record<string, number>>;
  /** The generator's own, left out above. */
  readonly generatorCpuMs: number;
  /** Busy cores, the generator's among them. */
  readonly busyCores: number;
}

/** Puts the load on the path from a process of its own, and accounts for every process on the way. */
export async function measure(
  path: MeasuredPath,
  shared: readonly NamedProcess[],
  load: Pick<LoadPlan, 'bodiesFile' | 'clients' | 'seconds' | 'seed'>,
): Promise<Measurement> {
  const processes = [...path.processes, ...shared];
  const plan: LoadPlan = {
    ...load,
    target: path.target,
    path: path.path,
    tokens: path.tokens,
  };
  const before = processorTimes(processes);
  const { stdout } = await promisify(execFile)(process.execPath, [GENERATOR, JSON.stringify(plan)]);
  const after = processorTimes(processes);
  const result = JSON.parse(stdout) as LoadResult;
  const spent = [...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)] as const);
  const spentMs = spent.reduce((sum, [, ms]) => sum + ms, 0);
  const perRequest = (ms: number): number => round(ms / result.requests);
  return {
    rps: Math.round(result.requests / result.seconds),
    p50: round(result.p50),
    p95: round(result.p95),
    p99: round(result.p99),
    errors: result.errors,
    statuses: result.statuses,
    cpuMsPerRequest: after.size === 0 ? null : perRequest(spentMs),
    cpuMsByProcess: Object.fromEntries(spent.map(([name, ms]) => [name, perRequest(ms)])),
    generatorCpuMs: perRequest(result.cpuMs),
    busyCores: round((spentMs + result.cpuMs) / (result.seconds * 1_000)),
  };
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
