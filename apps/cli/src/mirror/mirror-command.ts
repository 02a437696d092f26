import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Entry } from '@shutong/decision';
import { CommandFailure, EXIT, type ExitCode } from '../output/exit-code.js';
import type { Terminal } from '../output/terminal.js';
import { findTable, tablePath, tableNamedBy } from '../replay/named-tables.js';
import { type LogFiles, LogFolder, LogUrl } from '../verify/read-log.js';
import { trustedPolicy } from '../verify/trusted-policy.js';
import { READER_OPTIONS, tokenFrom } from '../verify/reader-options.js';
import { verifyLog } from '../verify/verify-log.js';
import { Wrong } from '../verify/wrong.js';

/**
 * `shutong log mirror URL DIR`: a verified copy of the log as static files that any C2SP reader takes, with the tables that a replay
 * needs. Run again, it goes on.
 */
export async function mirrorCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: READER_OPTIONS, allowPositionals: true });
  const [url, folder] = positionals;
  if (url === undefined || folder === undefined || positionals.length !== 2) {
    throw new CommandFailure(EXIT.usage, 'Say what to mirror and where: shutong log mirror URL DIR.');
  }
  const mirror = new MirroredLog(new LogUrl(url, await tokenFrom(values)), folder);
  const policy = await trustedPolicy(values);
  const progress = (entries: number, size: number): void => terminal.progress(`${String(entries)} of ${String(size)} entries`);
  try {
    const { size, origin } = await verifyLog({ files: mirror, policy, progress, entries: tableKeeper(mirror, terminal) });
    await mirror.keepCheckpoint();
    if (values.json === true) terminal.out(JSON.stringify({ result: 'ok', origin, size, folder }));
    else terminal.out(`mirrored ${String(size)} entries of ${origin} to ${folder}`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    terminal.out(`not mirrored: ${error.message}`);
    return error.finding.exitCode;
  }
}

/** Keeps each table that the entries name. Without it the copy is as good a proof, so a log that lost one can still be mirrored. */
function tableKeeper(mirror: MirroredLog, terminal: Terminal): (from: number, entries: readonly Entry[]) => Promise<void> {
  return async (_from, entries) => {
    for (const entry of entries) {
      const hash = tableNamedBy(entry);
      if (hash === undefined || (await mirror.keepTable(hash))) continue;
      terminal.progress(`The log does not serve ${tablePath(hash)}: the copy verifies, but it cannot be replayed without it.`);
    }
  };
}

/** Reads full tiles from the copy where it has them, everything else from the log, and keeps what it read. */
class MirroredLog implements LogFiles {
  private readonly copy: LogFolder;
  private checkpoint: Uint8Array | undefined;

  constructor(
    private readonly source: LogUrl,
    private readonly folder: string,
  ) {
    this.copy = new LogFolder(folder);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    if (path === 'checkpoint') {
      this.checkpoint = await this.source.read(path);
      return this.checkpoint;
    }
    const kept = await this.copy.read(path);
    if (kept !== undefined) return kept;
    const fetched = await this.source.read(path);
    if (fetched !== undefined) await this.keep(path, fetched);
    return fetched;
  }

  /** Whether the table is in the copy now; it is kept under its hash only when it is the one. */
  async keepTable(hash: string): Promise<boolean> {
    if ((await findTable(this.copy, hash)) !== undefined) return true;
    const fetched = await findTable(this.source, hash);
    if (fetched !== undefined) await this.keep(tablePath(hash), fetched);
    return fetched !== undefined;
  }

  /** Last, so that a copy never claims more than it holds. */
  async keepCheckpoint(): Promise<void> {
    if (this.checkpoint !== undefined) await this.keep('checkpoint', this.checkpoint);
  }

  private async keep(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.part`, bytes);
    await rename(`${target}.part`, target);
  }
}
