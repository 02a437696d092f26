import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from './consumer-system.js';

/** The files in which the asking departments keep their receipts (回执). */
export class ReceiptArchive {
  readonly files: string[] = [];
  private readonly permits = new Map<string, number>();

  constructor(private readonly folder: string) {}

  async keep(receipt: Receipt): Promise<void> {
    const file = join(this.folder, `receipt-${String(this.files.length + 1)}.json`);
    this.files.push(file);
    const { k, sys = '' } = JSON.parse(receipt.entry) as { readonly k: string; readonly sys?: string };
    if (k === 'query-permitted') this.permits.set(sys, this.permitsOf(sys) + 1);
    await writeFile(file, JSON.stringify(receipt), { mode: 0o600 });
  }

  /** Queries of a system that were permitted so far. */
  permitsOf(system: string): number {
    return this.permits.get(system) ?? 0;
  }
}
