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

  /** An id for each name, the same in every later start. */
  async idsOf(names: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    const ids = new Map(names.map((name) => [name, this.page.facts[name]?.id ?? newId(systemRandomness)]));
    for (const id of ids.values()) if (!isId(id)) throw new Error(`${this.path} holds what is no id`);
    await this.write(new Map([...ids].map(([name, id]) => [name, { ...this.page.facts[name], id }])));
    return ids;
  }

  /** Notes which entries of the log the facts have become. */
  async recorded(indices: ReadonlyMap<string, number>): Promise<void> {
    const known = [...indices].flatMap(([name, index]) => {
      const id = this.page.facts[name]?.id;
      return id === undefined ? [] : [[name, { id, index }] as const];
    });
    await this.write(new Map(known));
  }

  private async write(facts: ReadonlyMap<string, { readonly id: Id; readonly index?: number }>): Promise<void> {
    this.page = { ...this.page, facts: { ...this.page.facts, ...Object.fromEntries(facts) } };
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
