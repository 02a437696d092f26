import type { Mapping } from '@shutong/contracts';
import { fail, ok, type Result } from '@shutong/kernel';
import type { SourceRow } from '../domain/answer/source-row.js';
import { keyNames } from '../domain/question/question.js';
import type { ReadyQuery } from './examine-item.js';
import { type KeyValues, type Source, SourceFailure, type SourceFault } from './source.port.js';

/** What was found for one query: rows of its subject, and by predicate those of a second person that it names. */
export interface FoundRows {
  readonly rows: readonly SourceRow[];
  readonly seconds: Readonly<Record<string, readonly SourceRow[]>>;
}

/** Queries of one publication that name the same keys can be read for at once. */
export function groupsOf<T extends ReadyQuery>(works: readonly T[]): readonly (readonly T[])[] {
  return grouped(works, ({ dataset, question }) => `${String(dataset.index)} ${keyNames(question)}`);
}

function grouped<T>(all: readonly T[], kindOf: (one: T) => string): readonly (readonly T[])[] {
  const byKind = new Map<string, T[]>();
  for (const one of all) {
    const kind = kindOf(one);
    const group = byKind.get(kind);
    if (group === undefined) byKind.set(kind, [one]);
    else group.push(one);
  }
  return [...byKind.values()];
}

/** One read for a whole group, and one more for each key by which its predicates find second persons. */
export async function readWorks(
  source: Source,
  mapping: Mapping,
  works: readonly ReadyQuery[],
): Promise<Result<readonly FoundRows[], SourceFault>> {
  try {
    const own = await source.read(
      mapping,
      works.map(({ question }) => question.keys),
    );
    const seconds = await readSeconds(source, mapping, works);
    return ok(works.map((_, place) => ({ rows: own[place] ?? [], seconds: seconds[place] ?? {} })));
  } catch (error) {
    if (error instanceof SourceFailure) return fail(error.code);
    throw error;
  }
}

interface Second {
  /** Place of the query that names the person. */
  readonly place: number;
  readonly name: string;
  readonly keys: KeyValues;
}

async function readSeconds(
  source: Source,
  mapping: Mapping,
  works: readonly ReadyQuery[],
): Promise<readonly Readonly<Record<string, readonly SourceRow[]>>[]> {
  const found = works.map((): Record<string, readonly SourceRow[]> => ({}));
  const named = works.flatMap((work, place) => secondsOf(mapping, work, place));
  for (const seconds of grouped(named, ({ keys }) => Object.keys(keys).join())) {
    const rows = await source.read(
      mapping,
      seconds.map(({ keys }) => keys),
    );
    seconds.forEach(({ place, name }, position) => Object.assign(found[place] ?? {}, { [name]: rows[position] ?? [] }));
  }
  return found;
}

function secondsOf({ predicates = {} }: Mapping, { question }: ReadyQuery, place: number): readonly Second[] {
  return Object.entries(question.ask ?? {}).flatMap(([name, asked]) => {
    const rule = Object.hasOwn(predicates, name) ? predicates[name] : undefined;
    if (rule?.kind !== 'sameAs' || typeof asked !== 'object' || asked === null) return [];
    const value = (asked as Readonly<Record<string, unknown>>)[rule.argument];
    return typeof value === 'string' ? [{ place, name, keys: { [rule.key]: value } }] : [];
  });
}
