import { readFileSync } from 'node:fs';

/**
 * SQL text beside the code: `sqlFile(import.meta.url, '../../sql/append.sql')`.
 * tsc copies no .sql file, so these stand in `sql/` beside `src` and `dist`, at equal depth from both.
 * Read once at load time; throws when the file is missing.
 */
export function sqlFile(moduleUrl: string, relativePath: string): string {
  return readFileSync(new URL(relativePath, moduleUrl), 'utf8');
}
