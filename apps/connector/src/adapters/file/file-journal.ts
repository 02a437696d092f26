import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@shutong/kernel';
import { Journal } from '../../application/journal.port.js';
import { type JournalLine, LedgerOfWork, type Standing } from '../../domain/journal/ledger-of-work.js';
import type { Outcome, TakenPermit } from '../../domain/journal/outcome.js';
import { FolderLock } from './folder-lock.js';
import { parseLines, printLine } from './journal-line.js';

const SEGMENT = /^journal-(\d{8})\.jsonl$/;
/** A segment is rewritten when it has grown by this much over twice its live content: the work per line stays constant. */
const SLACK_BYTES = 32_000_000;

/**
 * Append-only segments in one folder. Each start and each rewriting begins a new segment with what is still remembered and deletes the
 * older ones; a crash in between leaves both, and reading both means the same.
 */
export class FileJournal extends Journal {
  readonly #work = new LedgerOfWork();
  #segment = 0;
  #file: FileHandle | undefined;
  #bytes = 0;
  #liveBytes = 0;
  #turn: Promise<void> = Promise.resolve();
  #acked: string[] = [];

  private constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly lock: FolderLock,
  ) {
    super();
  }

  /** Reads what a predecessor has left. Throws when another connector holds the folder or a segment was altered. */
  static async open(folder: string, clock: Clock): Promise<FileJournal> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const journal = new FileJournal(folder, clock, await FolderLock.take(folder));
    for (const name of await journal.#segments()) {
      for (const line of parseLines(await readFile(join(folder, name), 'utf8'))) journal.#work.apply(line);
      journal.#segment = Number(SEGMENT.exec(name)?.[1]);
    }
    await journal.#rewrite();
    return journal;
  }

  override standing(id: string, index: number): Standing {
    return this.#work.standing(id, index);
  }

  override permit(permits: readonly TakenPermit[]): Promise<void> {
    return this.#append(permits.map((permit) => ({ t: 'permit', ...permit })));
  }

  override close(outcomes: readonly Outcome[]): Promise<void> {
    return this.#append(outcomes.map((outcome) => ({ t: 'outcome', ...outcome })));
  }

  override acknowledge(ids: readonly string[]): void {
    for (const id of ids) this.#work.apply({ t: 'acked', id });
    this.#acked.push(...ids);
  }

  override unacked(): readonly Outcome[] {
    return this.#work.unacked();
  }

  async end(): Promise<void> {
    await this.#append([]);
    await this.#file?.close();
    await this.lock.release();
  }

  /** Writes of one after the other; in memory it counts from the moment it is on disk. */
  #append(lines: readonly JournalLine[]): Promise<void> {
    // After a failed write every later one fails too: behind half a line nothing could be read again.
    this.#turn = this.#turn.then(() => this.#write(lines));
    return this.#turn;
  }

  async #write(lines: readonly JournalLine[]): Promise<void> {
    const acked = this.#acked.splice(0).map((id): JournalLine => ({ t: 'acked', id }));
    const text = Buffer.from([...acked, ...lines].map(printLine).join(''));
    if (text.length === 0) return;
    await this.#file?.appendFile(text);
    if (lines.length > 0) await this.#file?.datasync();
    for (const line of lines) this.#work.apply(line);
    this.#bytes += text.length;
    if (this.#bytes > 2 * this.#liveBytes + SLACK_BYTES) await this.#rewrite();
  }

  async #rewrite(): Promise<void> {
    this.#work.forget(this.clock.now());
    const older = await this.#segments();
    this.#segment += 1;
    const path = join(this.folder, `journal-${String(this.#segment).padStart(8, '0')}.jsonl`);
    const text = Buffer.from(this.#work.lines().map(printLine).join(''));
    const file = await open(`${path}.new`, 'w', 0o600);
    await file.appendFile(text);
    await file.sync();
    await rename(`${path}.new`, path);
    await syncFolder(this.folder);
    await this.#file?.close();
    this.#file = file;
    this.#bytes = this.#liveBytes = text.length;
    for (const name of older) await unlink(join(this.folder, name));
  }

  async #segments(): Promise<readonly string[]> {
    return (await readdir(this.folder)).filter((name) => SEGMENT.test(name)).toSorted();
  }
}

/** A renamed file survives a crash only when its folder is on disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
