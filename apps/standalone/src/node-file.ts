import { asJson, type NodeHome, writePrivate } from './node-home.js';
import type { SystemToken } from './keys/access-tokens.js';

/** `node.json`: all that a program on this machine needs to use the node. Holds tokens, so its owner alone may read it. */
export interface NodeFile {
  readonly gateway: string;
  readonly log: { readonly url: string; readonly vkey: string; readonly token: string };
  readonly systems: readonly SystemToken[];
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
}

export async function writeNodeFile(home: NodeHome, file: NodeFile): Promise<void> {
  await writePrivate(home.nodeFile, asJson(file));
}
