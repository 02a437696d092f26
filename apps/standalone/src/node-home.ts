import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where the node keeps what, below its data folder. All paths are absolute. */
export interface NodeHome {
  readonly folder: string;
  readonly nodeFile: string;
  readonly pidFile: string;
  readonly portsFile: string;
  readonly factsFile: string;
  readonly directoryFile: string;
  readonly configs: string;
  readonly logs: string;
  /** Database passwords and tokens of the node's own parts. */
  readonly secrets: string;
  readonly postgres: string;
  readonly kafka: string;
}

export function nodeHome(dataDir: string): NodeHome {
  const folder = resolve(dataDir);
  const at = (...names: string[]): string => join(folder, ...names);
  return {
    folder,
    nodeFile: at('node.json'),
    pidFile: at('node.pid'),
    portsFile: at('ports.json'),
    factsFile: at('facts.json'),
    directoryFile: at('trust', 'directory.json'),
    configs: at('config'),
    logs: at('logs'),
    secrets: at('secrets'),
    postgres: at('postgres'),
    kafka: at('kafka'),
  };
}

/** Folder of one part's own state: marks, pins, journals. */
export function stateFolder(home: NodeHome, code: string): string {
  return join(home.folder, code);
}

export async function makeFolders(home: NodeHome, codes: readonly string[]): Promise<void> {
  // PostgreSQL runs as another user when the node runs as root, and must pass through here.
  await mkdir(home.folder, { recursive: true, mode: 0o755 });
  const own = codes.map((code) => stateFolder(home, code));
  for (const folder of [home.configs, home.logs, home.secrets, ...own]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  }
}

/** Replaces a file for its owner's eyes only; a reader finds the old or the new text, whole. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const beside = `${path}.${String(process.pid)}`;
  await writeFile(beside, text, { mode: 0o600 });
  await rename(beside, path);
}

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
