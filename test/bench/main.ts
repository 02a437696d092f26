/** `npm run bench -- [--json FILE] [--seconds N] [--rounds N] [--clients 1,32,128,256]`: the governed query against bare Nest Kafka RPC. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startBenchNode } from './bench-node.js';
import { type BenchReport, ratiosOf } from './bench-report.js';
import { startBenchServers } from './bench-servers.js';
import { governedPath, questionOf } from './governed-path.js';
import { thisMachine } from './machine/machine.js';
import { startNestRpc } from './nest-rpc-path.js';
import { performancePage } from './performance-page.js';
import { alternate, warmUp } from './rounds.js';

const RESIDENTS = 200_000;
const SUBJECTS = 400;
/** The connector's pool on its source. */
const CONNECTIONS = 4;
const SELECT = 'select death_mark, domicile_region, household_no, relation_to_head from register.resident where id_no = $1';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '1,32,128,256' },
  },
});

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

async function subjectsIn(source: pg.ClientConfig): Promise<readonly string[]> {
  const client = new pg.Client(source);
  await client.connect();
  const { rows } = await client.query<{ id_no: string }>(
    "select id_no from register.resident where domicile_region = '990104' order by md5(id_no) limit $1",
    [SUBJECTS],
  );
  await client.end();
  return rows.map((row) => row.id_no);
}

async function run(folder: string): Promise<BenchReport> {
  const servers = await startBenchServers(folder, tell);
  const started: { stop(): Promise<void> }[] = [servers];
  try {
    const node = await startBenchNode(join(folder, 'node'), servers, RESIDENTS, tell);
    started.push(node.running);
    const { host, port, user, password } = servers.postgres;
    const source = { host, port, user, password, database: 'dept_ga' };
    const subjects = await subjectsIn(source);
    const governed = await governedPath(node, subjects);
    const rival = await startNestRpc({ brokers: servers.kafka.brokers, source, connections: CONNECTIONS, select: SELECT });
    started.push(rival);
    const paths = [governed, rival];
    const bodiesFile = join(folder, 'bodies.json');
    await writeFile(bodiesFile, JSON.stringify(subjects.map(questionOf)));
    const plan = {
      clients: values.clients.split(',').map(Number),
      seconds: Number(values.seconds),
      rounds: Number(values.rounds),
      bodiesFile,
      shared: servers.processes,
    };
    await warmUp(paths, plan, 10, tell);
    const rows = await alternate(paths, plan, tell);
    return {
      machine: thisMachine(),
      command: `npm run bench -- --clients ${values.clients} --seconds ${values.seconds} --rounds ${values.rounds}`,
      measuredAt: new Date().toISOString(),
      rows,
      ratios: ratiosOf(rows),
    };
  } finally {
    for (const part of started.reverse()) await part.stop();
  }
}

await mkdir('.data', { recursive: true });
const folder = await mkdtemp(resolve('.data/bench-'));
const report = await run(folder);
await rm(folder, { recursive: true, force: true });
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
await writeFile('docs/performance.md', performancePage(report));
process.stdout.write(`${JSON.stringify(report.ratios, null, 2)}\nWritten: docs/performance.md\n`);
