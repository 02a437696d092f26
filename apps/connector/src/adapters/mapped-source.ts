import type { Mapping } from '@shutong/contracts';
import { type Log, traitsOfError } from '@shutong/platform';
import { type KeyValues, Source, SourceFailure } from '../application/source.port.js';
import type { SourceRow } from '../domain/answer/source-row.js';
import { Unreadable } from './unreadable.js';

/** Kinds of sources, as the configuration names them. */
export type SourceKind = 'postgres' | 'http' | 'csv';

export function sourceKindOf({ http, csv }: Mapping): SourceKind {
  if (http !== undefined) return 'http';
  return csv === undefined ? 'postgres' : 'csv';
}

/** All sources of a department: each mapping is read from the one that it names. */
export class MappedSource extends Source {
  /** Mapping → what its officer was told last. */
  readonly #told = new Map<string, string>();

  constructor(
    private readonly sources: Readonly<Partial<Record<SourceKind, Source>>>,
    private readonly log: Pick<Log, 'warn'>,
  ) {
    super();
  }

  override async read(mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]> {
    try {
      const rows = await this.#sourceOf(mapping).read(mapping, questions);
      this.#told.delete(mapping.name);
      return rows;
    } catch (error) {
      if (error instanceof SourceFailure) this.#tell(mapping.name, error);
      throw error;
    }
  }

  #sourceOf(mapping: Mapping): Source {
    const kind = sourceKindOf(mapping);
    const source = this.sources[kind];
    if (source === undefined) throw new SourceFailure('SOURCE_DOWN', new Unreadable(`No source ${kind} is configured.`));
    return source;
  }

  /** Once for each trouble, not once for each query that meets it. */
  #tell(mapping: string, { code, cause }: SourceFailure): void {
    const sentence = cause instanceof Unreadable ? cause.message : 'The source cannot be read.';
    if (this.#told.get(mapping) === sentence) return;
    this.#told.set(mapping, sentence);
    this.log.warn({ mapping, why: code, ...traitsOfError(cause) }, sentence);
  }
}
