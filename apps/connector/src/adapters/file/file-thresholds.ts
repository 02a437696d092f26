import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf } from '@shutong/decision';
import { type Clock, toInstant } from '@shutong/kernel';
import { Thresholds } from '../../application/thresholds.port.js';
import { ThresholdCounts } from '../../domain/predicate/threshold-counts.js';
import type { ThresholdTry } from '../../domain/predicate/threshold-tries.js';

interface Line extends ThresholdTry {
  readonly day: string;
}

/**
 * One append-only file beside the journal, under the journal's lock; emptied when a new day begins. A line torn by a crash was not
 * acted on: answering waits for the fsync.
 */
export class FileThresholds extends Thresholds {
  readonly #counts = new ThresholdCounts();
  #turn: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: FileHandle,
    private readonly clock: Clock,
    private day: string,
  ) {
    super();
  }

  static async open(folder: string, clock: Clock): Promise<FileThresholds> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'thresholds.jsonl');
    const today = dayOf(toInstant(clock.now()));
    const kept = linesOf(await readFile(path, 'utf8').catch(() => '')).filter(({ day }) => day === today);
    const file = await open(`${path}.new`, 'w', 0o600);
    const book = new FileThresholds(file, clock, today);
    book.#counts.restore(kept, today);
    await book.#append(kept, today);
    // Beside and renamed: a crash on the way leaves the old book.
    await rename(`${path}.new`, path);
    return book;
  }

  override async admit(questions: readonly (readonly ThresholdTry[])[]): Promise<readonly boolean[]> {
    const today = dayOf(toInstant(this.clock.now()));
    const taken = questions.map((tries) => (tries.length === 0 ? [] : this.#counts.take(tries, today)));
    await this.#append(
      taken.flat().filter((one) => one !== undefined),
      today,
    );
    return taken.map((one) => one !== undefined);
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    await this.file.close();
  }

  /** Writes of one after the other; after a failed one every later one fails too. */
  #append(tries: readonly ThresholdTry[], day: string): Promise<void> {
    if (tries.length > 0) this.#turn = this.#turn.then(() => this.#write(tries, day));
    return this.#turn;
  }

  async #write(tries: readonly ThresholdTry[], day: string): Promise<void> {
    if (day !== this.day) await this.file.truncate(0);
    this.day = day;
    const text = tries.map(({ about, threshold }) => `${JSON.stringify({ day, about, threshold })}\n`).join('');
    const { size } = await this.file.stat();
    await this.file.write(text, size);
    await this.file.datasync();
  }
}

function linesOf(text: string): readonly Line[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line) => JSON.parse(line) as Line);
}
