import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files in which the asking department keeps its receipts (回执). */
export class ReceiptArchive {
  readonly files: string[] = [];

  constructor(private readonly folder: string) {}

  async keep(receipt: Readonly<Record<string, unknown>>): Promise<void> {
    const file = join(this.folder, `receipt-${String(this.files.length + 1)}.json`);
    await writeFile(file, JSON.stringify(receipt), { mode: 0o600 });
    this.files.push(file);
  }
}
