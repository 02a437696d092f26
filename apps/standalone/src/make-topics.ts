import { Bus, topicsOfNode } from '@shutong/bus';
import { DEPARTMENTS, GATEWAY, SHARD } from './demo-node.js';
import type { NodeHome } from './node-home.js';
import { PartLog } from './part-log.js';

/** Makes the topics that are missing, from the table of the bus. */
export async function makeTopics(home: NodeHome, brokers: readonly string[], tell: (sentence: string) => void): Promise<void> {
  const log = new PartLog(home, 'standalone', tell);
  const bus = new Bus({ brokers, clientId: 'standalone' }, log);
  try {
    await bus.ensureTopics(
      topicsOfNode({ shards: [SHARD], departments: DEPARTMENTS.map(({ uscc }) => uscc), gateways: [GATEWAY] }),
    );
  } finally {
    await bus.close();
    await log.close();
  }
}
