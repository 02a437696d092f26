import type { NamedProcess } from './machine/processor-time.js';
import { measure, type Measurement } from './measure.js';
import { type MeasuredPath } from './measured-path.js';

export interface RoundsPlan {
  readonly clients: readonly number[];
  readonly seconds: number;
  readonly rounds: number;
  readonly bodiesFile: string;
  readonly shared: readonly NamedProcess[];
}

export interface Row extends Measurement {
  readonly path: MeasuredPath['name'];
  readonly departments: 1;
  readonly clients: number;
}

/** Pauses the others, so that their idling is not measured. */
function alone(path: MeasuredPath, paths: readonly MeasuredPath[]): void {
  for (const other of paths) if (other !== path) other.pause();
  path.resume();
}

/**
 * Every path at every number of clients, alternating round by round so that all of them meet the same neighbours and the same age of the
 * broker; of the rounds the one with the median throughput speaks.
 */
export async function alternate(
  paths: readonly MeasuredPath[],
  plan: RoundsPlan,
  tell: (sentence: string) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const clients of plan.clients) {
    const seen = new Map<MeasuredPath, Measurement[]>(paths.map((path) => [path, []]));
    for (let round = 1; round <= plan.rounds; round += 1) {
      for (const path of paths) {
        alone(path, paths);
        const { seconds, bodiesFile } = plan;
        const measurement = await measure(path, plan.shared, { clients, seconds, bodiesFile, seed: clients * 100 + round });
        seen.get(path)?.push(measurement);
        tell(sentenceOf(path, clients, round, measurement));
      }
    }
    for (const [path, measurements] of seen) {
      rows.push({ path: path.name, departments: 1, clients, ...medianOf(measurements) });
    }
  }
  return rows;
}

/** A fresh broker burns several times the processor time for its first minute. */
export async function warmUp(
  paths: readonly MeasuredPath[],
  plan: RoundsPlan,
  seconds: number,
  tell: (sentence: string) => void,
): Promise<void> {
  for (const path of paths) {
    alone(path, paths);
    const measurement = await measure(path, plan.shared, { clients: 64, seconds, bodiesFile: plan.bodiesFile, seed: 1 });
    tell(`warm-up, ${sentenceOf(path, 64, 0, measurement)}`);
  }
}

function medianOf(measurements: readonly Measurement[]): Measurement {
  const sorted = [...measurements].sort((left, right) => left.rps - right.rps);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  if (median === undefined) throw new Error('No round was measured.');
  return median;
}

function sentenceOf(path: MeasuredPath, clients: number, round: number, seen: Measurement): string {
  const errors = seen.errors === 0 ? 'no errors' : `${seen.errors} errors ${JSON.stringify(seen.statuses)}`;
  return (
    `${path.name}, ${clients} clients, round ${round}: ${seen.rps}/s, p50 ${seen.p50} ms, p99 ${seen.p99} ms, ` +
    `${String(seen.cpuMsPerRequest)} ms CPU per request, ${seen.busyCores} cores busy, ${errors}`
  );
}
