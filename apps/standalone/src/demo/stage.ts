import type { ConsumerSystem } from './consumer-system.js';
import type { Narrator } from './narrator.js';
import type { ReceiptArchive } from './receipt-archive.js';

/** What every scene of the demonstration has at hand. */
export interface Stage {
  readonly narrator: Narrator;
  readonly archive: ReceiptArchive;
  /** Path of the running node's node.json. */
  readonly nodeFile: string;
  /** The node's data folder, with the keys of its services. */
  readonly dataDir: string;
  /** Where the scenes may leave files. */
  readonly folder: string;
  /** A department's system. Throws for one that the node does not have. */
  system(name: string): ConsumerSystem;
  tokenOf(system: string): string;
}
