/** The load generator, a process of its own: `node main.js '<LoadPlan>'` prints a `LoadResult`. */
import { readFileSync } from 'node:fs';
import { HttpConnection } from './http-connection.js';
import { type LoadPlan, type LoadResult } from './load-plan.js';

const plan = JSON.parse(process.argv[2] ?? '') as LoadPlan;
const bodies = (JSON.parse(readFileSync(plan.bodiesFile, 'utf8')) as unknown[]).map((body) => JSON.stringify(body));

function requestOf(body: string, token: string | undefined): Buffer {
  const lines = [
    `POST ${plan.path} HTTP/1.1`,
    `host: ${plan.target.host}:${plan.target.port}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** Made before the clock starts: one list for each token. */
const callers = plan.tokens.length === 0 ? [undefined] : plan.tokens;
const requests = callers.map((token) => bodies.map((body) => requestOf(body, token)));

/** Mulberry32: the same seed asks for the same subjects in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const latencies: number[] = [];
const statuses: Record<string, number> = {};

async function client(place: number, until: number, random: () => number): Promise<void> {
  const connection = new HttpConnection(plan.target);
  const mine = requests[place % requests.length] ?? [];
  while (performance.now() < until) {
    const request = mine[Math.floor(random() * mine.length)];
    if (request === undefined) break;
    const begun = performance.now();
    const status = await connection.exchange(request);
    latencies.push(performance.now() - begun);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  connection.close();
}

const begun = performance.now();
const random = randomOf(plan.seed);
const end = begun + plan.seconds * 1_000;
await Promise.all(Array.from({ length: plan.clients }, (_, place) => client(place, end, random)));
const seconds = (performance.now() - begun) / 1_000;
latencies.sort((left, right) => left - right);
const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
const cpu = process.cpuUsage();
const result: LoadResult = {
  requests: latencies.length,
  seconds,
  p50: at(0.5),
  p95: at(0.95),
  p99: at(0.99),
  errors: latencies.length - (statuses['200'] ?? 0),
  statuses,
  cpuMs: (cpu.user + cpu.system) / 1_000,
};
process.stdout.write(JSON.stringify(result));
