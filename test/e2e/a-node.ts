import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startNode } from '@shutong/standalone';

/** A running node with the demonstration city, as a consumer system and an outsider with the log's key see it. */
export interface NodeUnderTest {
  readonly gateway: string;
  readonly log: { readonly url: string; readonly vkey: string; readonly token: string };
  readonly dataDir: string;
  /** Addresses of its Kafka. */
  readonly brokers: readonly string[];
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  token(system: string): string;
  stop(): Promise<void>;
}

interface NodeFile {
  readonly gateway: string;
  readonly log: NodeUnderTest['log'];
  readonly systems: readonly { readonly name: string; readonly token: string }[];
  readonly processes: NodeUnderTest['processes'];
}

/** Starts a node on servers and in a folder of its own, so that no other test sees its topics. */
export async function aNode(): Promise<NodeUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'shutong-e2e-'));
  const node = await startNode({ dataDir: join(folder, 'data'), residents: 2000, tell: () => undefined });
  const file = JSON.parse(await readFile(node.nodeFile, 'utf8')) as NodeFile;
  return {
    gateway: file.gateway,
    log: file.log,
    dataDir: dirname(node.nodeFile),
    brokers: await brokersOf(dirname(node.nodeFile)),
    processes: file.processes,
    token: (system) => {
      const found = file.systems.find(({ name }) => name === system);
      if (found === undefined) throw new Error(`the node has no system ${system}`);
      return found.token;
    },
    stop: async () => {
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the gateway is told them, in the configuration that the node wrote for it. */
async function brokersOf(dataDir: string): Promise<readonly string[]> {
  const config = JSON.parse(await readFile(join(dataDir, 'config', 'gw-1.json'), 'utf8')) as {
    readonly kafka: { readonly brokers: readonly string[] };
  };
  return config.kafka.brokers;
}
