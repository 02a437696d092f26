import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandFailure, EXIT } from '../output/exit-code.js';

/** `.data/node.json`, as a running node wrote it. */
export interface NodeFile {
  readonly gateway: string;
  readonly log: { readonly url: string; readonly vkey: string; readonly token: string };
  readonly systems: readonly { readonly name: string; readonly department?: string; readonly token: string }[];
}

export async function readNodeFile(path: string): Promise<NodeFile> {
  const value = await readJsonFile(path);
  if (!isNodeFile(value))
    throw new CommandFailure(EXIT.usage, `${path} is no node.json: start the node with npm start, which writes it.`);
  return value;
}

/** The token of a system or service of the node. */
export function tokenOf(node: NodeFile, name: string): string {
  const system = node.systems.find((candidate) => candidate.name === name);
  if (system !== undefined) return system.token;
  const names = node.systems.map((candidate) => candidate.name).join(', ');
  throw new CommandFailure(EXIT.usage, `The node knows no system ${name}; it knows ${names}.`);
}

/** The directory of public keys beside node.json (protocol.md §3.8). */
export function directoryBeside(nodeFile: string): string {
  return join(dirname(nodeFile), 'trust', 'directory.json');
}

export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new CommandFailure(EXIT.usage, `Cannot read ${path}: name a file that exists and that you may read.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandFailure(EXIT.usage, `${path} is not JSON.`);
  }
}

function isNodeFile(value: unknown): value is NodeFile {
  if (typeof value !== 'object' || value === null) return false;
  const { gateway, log, systems }: { readonly gateway?: unknown; readonly log?: unknown; readonly systems?: unknown } = value;
  return typeof gateway === 'string' && typeof log === 'object' && log !== null && Array.isArray(systems);
}
