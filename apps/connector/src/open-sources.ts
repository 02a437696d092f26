import type { Log } from '@shutong/platform';
import { traitsOfError } from '@shutong/platform';
import { CsvSource } from './adapters/csv/csv-source.js';
import { HttpSource } from './adapters/http/http-source.js';
import { MappedSource } from './adapters/mapped-source.js';
import { PgSource } from './adapters/pg/pg-source.js';
import type { Source } from './application/source.port.js';
import type { SourceConfig } from './connector-config.js';

/** The sources that the configuration names, as one. `close` when nothing is read any more. */
export async function openSources(
  { postgres, http, csv }: SourceConfig,
  log: Log,
): Promise<{ readonly source: Source; close(): Promise<void> }> {
  const onIdleError = (error: Error): void => log.warn(traitsOfError(error), 'A source connection was lost.');
  const database = postgres === undefined ? undefined : await PgSource.open(postgres, onIdleError);
  const source = new MappedSource(
    {
      ...(database !== undefined && { postgres: database }),
      ...(http !== undefined && { http: new HttpSource(http) }),
      ...(csv !== undefined && { csv: new CsvSource(csv.folder) }),
    },
    log,
  );
  return { source, close: async () => database?.close() };
}
