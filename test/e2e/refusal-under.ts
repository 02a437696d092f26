import type { NodeUnderTest } from './a-node.js';
import { eventually } from './eventually.js';
import { type LogEntry, readLog } from './read-log.js';

/** The entry of a refusal at the edge: it is answered once Kafka has it, and stands in the log a moment later. */
export function refusalUnder(node: NodeUnderTest, id: string | undefined): Promise<LogEntry> {
  return eventually(async () => (await readLog(node)).find((entry) => entry.k === 'refused-at-edge' && entry.id === id));
}
