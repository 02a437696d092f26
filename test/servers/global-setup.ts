import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PREFIX = 'shutong-test-';

interface TestServers {
  stopTestServers?: () => Promise<void>;
}

/** One PostgreSQL and one Kafka for all real tests of this run, told to them in TEST_POSTGRES and TEST_KAFKA. */
export default async function setUp(): Promise<void> {
  // Set-up runs outside Jest's module mapper, so it takes the built library.
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', join(ROOT, 'libs/embedded')], {
    stdio: 'inherit',
  });
  const { startKafka, startPostgres, stopStaleKafka, stopStalePostgres } = await import('@shutong/embedded');
  await sweep(async (folder) => {
    await stopStalePostgres(join(folder, 'postgres'));
    await stopStaleKafka(join(folder, 'kafka'));
  });
  const folder = join(tmpdir(), `${PREFIX}${String(process.pid)}`);
  mkdirSync(folder, { mode: 0o755 });
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  const cacheFolder = join(ROOT, '.data/cache/kafka');
  const kafkaOptions = { folder: join(folder, 'kafka'), cacheFolder, quickCompiler: true, environment: process.env, onProgress };
  const [postgres, kafka] = await Promise.all([
    startPostgres({ folder: join(folder, 'postgres'), onProgress }),
    startKafka(kafkaOptions),
  ]);
  (globalThis as TestServers).stopTestServers = async () => {
    await Promise.all([postgres, kafka].map(async (server) => (server.ok ? server.value.stop() : undefined)));
    rmSync(folder, { recursive: true, force: true });
  };
  for (const server of [postgres, kafka]) {
    if (server.ok) continue;
    await (globalThis as TestServers).stopTestServers?.();
    throw new Error(server.failure.sentence);
  }
  if (!postgres.ok || !kafka.ok) return;
  const { host, port, user, password } = postgres.value;
  process.env['TEST_POSTGRES'] = JSON.stringify({ host, port, user, password });
  process.env['TEST_KAFKA'] = JSON.stringify({ brokers: kafka.value.brokers });
}

/** Servers of test runs that were killed: their folder is named after a process that is gone. */
async function sweep(stop: (folder: string) => Promise<void>): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length)))) continue;
    const folder = join(tmpdir(), name);
    await stop(folder);
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
