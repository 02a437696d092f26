import type { Hash } from '@shutong/tlog';
import type { GrownLog } from './grown-log.contract.js';
import { LogRecords, type SignedHead } from './log-records.port.js';

/** A log in memory, with the promises of the port: what is missing throws. */
export class MemoryRecords extends LogRecords {
  log: GrownLog | undefined;

  override newestHead(): Promise<SignedHead | undefined> {
    return Promise.resolve(this.log && { size: this.log.entries.length, note: this.log.note });
  }

  override noteAt(size: number): Promise<string | undefined> {
    return Promise.resolve(this.log?.entries.length === size ? this.log.note : undefined);
  }

  override fullTiles(level: number, numbers: readonly number[]): Promise<readonly Uint8Array[]> {
    return Promise.all(numbers.map((n) => present(this.log?.tiles.find((tile) => tile.level === level && tile.n === n)?.data)));
  }

  override leafHashes(from: number, to: number): Promise<readonly Hash[]> {
    return whole(this.log?.leaves.slice(from, to), to - from);
  }

  override entries(from: number, to: number): Promise<readonly Uint8Array[]> {
    return whole(this.log?.entries.slice(from, to), to - from);
  }

  override indicesOf(id: string, size: number): Promise<readonly number[]> {
    const ids = this.log?.ids.slice(0, size) ?? [];
    return Promise.resolve(ids.flatMap((each, index) => (each === id ? [index] : [])));
  }

  override tableFile(): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }
}

async function present<T>(value: T | undefined): Promise<T> {
  if (value === undefined) throw new Error('not in this log');
  return Promise.resolve(value);
}

async function whole<T>(rows: readonly T[] | undefined, expected: number): Promise<readonly T[]> {
  if (rows?.length !== expected) throw new Error('not in this log');
  return Promise.resolve(rows);
}
