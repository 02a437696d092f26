import { readFile } from 'node:fs/promises';
import { systemClock, systemRandomness } from '@shutong/kernel';
import { type RunningNode, startNode } from '@shutong/standalone';
import { Directory, issueToken, loadJwk, NodeFiles } from '@shutong/trust';
import { type BenchServers } from './bench-servers.js';
import type { NamedProcess } from './machine/processor-time.js';

/** The governed node under measurement, with what its development issuer and its services' keys allow. */
export interface BenchNode {
  readonly running: RunningNode;
  readonly gateway: string;
  readonly files: NodeFiles;
  readonly directory: Directory;
  readonly epoch: string;
  /** By app. */
  readonly processes: readonly NamedProcess[];
  token(system: string, department: string, scope: 'query' | 'facts'): Promise<string>;
}

interface NodeFile {
  readonly processes: readonly NamedProcess[];
}

/** Starts the node with one process per app on the servers all paths share. */
export async function startBenchNode(
  folder: string,
  servers: BenchServers,
  residents: number,
  tell: (sentence: string) => void,
): Promise<BenchNode> {
  const { kafka, postgres } = servers;
  const running = await startNode({
    dataDir: folder,
    residents,
    processes: true,
    servers: { kafka: { brokers: kafka.brokers }, postgres },
    tell,
  });
  const files = new NodeFiles(folder, []);
  const directory = await Directory.load(files.directory);
  const issuer = await loadJwk(files.key('token.jwk'));
  const { processes } = JSON.parse(await readFile(running.nodeFile, 'utf8')) as NodeFile;
  return {
    running,
    gateway: running.gateway,
    files,
    directory,
    epoch: directory.origin.slice(directory.origin.lastIndexOf('/') + 1),
    // The node's own process is this one: its children are the apps and both servers, which are counted by name.
    processes: processes.filter(({ pid }) => pid !== process.pid),
    token: (system, department, scope) =>
      issueToken(
        issuer,
        {
          issuer: 'urn:shutong:development-issuer',
          audience: 'urn:shutong:gateway',
          system,
          department,
          scopes: [scope],
          lifetimeSeconds: 24 * 3_600,
        },
        systemClock,
        systemRandomness,
      ),
  };
}
