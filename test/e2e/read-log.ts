import { BatchTree, decodeBundle, equalHashes, hashLeaf, openCheckpoint, parseVkey, tilePath } from '@shutong/tlog';
import type { NodeUnderTest } from './a-node.js';

const BUNDLE_WIDTH = 256;

/** The members of an entry that the tests look at. */
export interface LogEntry {
  readonly k: string;
  readonly id: string;
  readonly sys?: string;
  readonly why?: readonly string[];
  readonly n?: number;
  readonly q?: number;
  readonly prov?: string;
  readonly use?: { readonly d: number; readonly g: number; readonly c?: number };
}

/** Every entry under the newest checkpoint, whose signature and root are checked first. */
export async function readLog(node: NodeUnderTest): Promise<readonly LogEntry[]> {
  return (await readLeaves(node)).map((leaf) => JSON.parse(Buffer.from(leaf).toString('utf8')) as LogEntry);
}

/** The bytes of every entry, under the same checks. */
export async function readLeaves({ log }: NodeUnderTest): Promise<readonly Uint8Array[]> {
  const key = parseVkey(log.vkey);
  if (!key.ok) throw new Error(key.failure);
  const checkpoint = openCheckpoint(await (await fetch(`${log.url}/checkpoint`)).text(), key.value);
  if (!checkpoint.ok) throw new Error(checkpoint.failure);
  const size = Number(checkpoint.value.size);
  const leaves: Uint8Array[] = [];
  while (leaves.length < size) {
    const width = Math.min(BUNDLE_WIDTH, size - leaves.length);
    leaves.push(...(await readBundle(log, leaves.length / BUNDLE_WIDTH, width)));
  }
  const { root } = new BatchTree(leaves.map((leaf) => hashLeaf(leaf)));
  if (!equalHashes(root, checkpoint.value.root)) throw new Error('the entries do not give the signed root');
  return leaves;
}

async function readBundle(log: NodeUnderTest['log'], n: number, width: number): Promise<readonly Uint8Array[]> {
  const response = await fetch(`${log.url}/${tilePath('entries', n, width)}`, {
    headers: { authorization: `Bearer ${log.token}` },
  });
  const entries = decodeBundle(new Uint8Array(await response.arrayBuffer()), width);
  if (entries === undefined) throw new Error(`bundle ${String(n)} has not ${String(width)} entries`);
  return entries;
}
