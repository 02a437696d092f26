import { readFile } from 'node:fs/promises';
import { type Id, isId, newId, systemRandomness } from '@shutong/kernel';
import { asJson, type NodeHome, writePrivate } from '../node-home.js';

interface Page {
  /** Day of the first start, `YYYY-MM-DD`. */
  readonly day: string;
  readonly facts: Readonly<Record<string, { readonly id: Id; readonly index?: number }>>;
}

/** Ids of the demonstration's facts, kept before they are sent: after a crash the repeat is the same fact and not a second one. */
export class FactBook {
  private constructor(
    private readonly path: string,
    private page: Page,
  ) {}

  static async open(home: NodeHome, today: string): Promise<FactBook> {
    return new FactBook(home.factsFile, (await readPage(home.factsFile)) ?? { day: today, facts: {} });
  }

  get day(): string {
    return this.page.day;
  }

  isRecorded(name: string): boolean {
    return this.page.facts[name]?.index !== undefined;
  }

  async idOf(name: string): Promise<Id> {
    const known = this.page.facts[name]?.id;
    if (known !== undefined && isId(known)) return known;
    const id = newId(systemRandomness);
    await this.write(name, { id });
    return id;
  }

  async recorded(name: string, id: Id, index: number): Promise<void> {
    await this.write(name, { id, index });
  }

  private async write(name: string, fact: { readonly id: Id; readonly index?: number }): Promise<void> {
    this.page = { ...this.page, facts: { ...this.page.facts, [name]: fact } };
    await writePrivate(this.path, asJson(this.page));
  }
}

async function readPage(path: string): Promise<Page | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Page;
  } catch {
    // The first start.
    return undefined;
  }
}
