import { type Entry, type Mismatch, Replay } from '@shutong/decision';
import { EXIT } from '../output/exit-code.js';
import type { LogFiles } from '../verify/read-log.js';
import { type LogVerification, verifyLog } from '../verify/verify-log.js';
import { type Finding, unknownForm, Wrong } from '../verify/wrong.js';
import { requireTable, tableNamedBy } from './named-tables.js';

/** The most mismatches that are kept; the rest is counted. */
const KEPT = 20;

export interface ReplayedLog {
  readonly origin: string;
  readonly size: number;
  readonly decisions: number;
  /** The first ones, in log order. */
  readonly mismatches: readonly Mismatch[];
  /** How many more there are. */
  readonly more: number;
  /** Why nothing was decided again from some entry on: a table is missing, or the rules are not known. */
  readonly stopped?: Finding;
  /** H of the state after the last entry; absent for an empty log and when the replay stopped before. */
  readonly state?: string;
}

/**
 * Verifies a log as `verifyLog` does and decides it again in the same pass (ledger.md §6). Throws `Wrong` when the log does not verify;
 * decisions that do not follow are data, and so is the place where the replay had to stop: the tree is verified to its end.
 */
export async function replayLog(verification: Omit<LogVerification, 'entries'>): Promise<ReplayedLog> {
  const reader = new ReplayReader(verification.files);
  const { origin, size } = await verifyLog({ ...verification, entries: (from, entries) => reader.read(from, entries) });
  return { origin, size, ...reader.result() };
}

class ReplayReader {
  private readonly replay = new Replay();
  private readonly tables = new Set<string>();
  private readonly mismatches: Mismatch[] = [];
  private more = 0;
  private stopped: Finding | undefined;

  constructor(private readonly files: LogFiles) {}

  async read(from: number, entries: readonly Entry[]): Promise<void> {
    if (this.stopped !== undefined) return;
    try {
      for (const [place, entry] of entries.entries()) {
        const table = tableNamedBy(entry);
        if (table !== undefined) await this.require(table);
        this.take(from + place, entry);
      }
    } catch (error) {
      // What verification goes on after is kept for the end; a table that is another one is as wrong as a tile.
      if (!(error instanceof Wrong) || error.finding.exitCode === EXIT.wrong) throw error;
      this.stopped = error.finding;
    }
  }

  result(): Omit<ReplayedLog, 'origin' | 'size'> {
    const { replay, mismatches, more, stopped } = this;
    const counted = { decisions: replay.decisions, mismatches, more };
    const state = replay.digest();
    if (stopped !== undefined) return { ...counted, stopped };
    return state === undefined ? counted : { ...counted, state };
  }

  private async require(hash: string): Promise<void> {
    if (this.tables.has(hash)) return;
    await requireTable(this.files, hash);
    this.tables.add(hash);
  }

  private take(index: number, entry: Entry): void {
    const finding = this.replay.take(index, entry);
    if (finding?.kind === 'rules-unknown')
      throw unknownForm(`entry ${String(index)}`, `rules ${String(finding.rules)} are not known to this program`);
    if (finding === undefined) return;
    if (this.mismatches.length < KEPT) this.mismatches.push(finding);
    else this.more += 1;
  }
}
