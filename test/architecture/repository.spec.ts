import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the repository', () => {
  it('keeps test data as it was published', () => {
    const listed = readFileSync(join(ROOT, 'test/vectors.sha256'), 'utf8');
    const found = readdirSync(join(ROOT, 'test/vectors'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .map(
        (path) =>
          `${createHash('sha256')
            .update(readFileSync(join(ROOT, path)))
            .digest('hex')}  ${path}`,
      )
      .toSorted();
    expect(found.join('\n')).toBe(listed.trim());
  });

  it('has a lock file that holds every platform and no address', () => {
    const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
    expect(text).not.toMatch(/"resolved": "https?:/);
    const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const missing = Object.values(packages)
      .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
      .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });

  it('pins every dependency exactly', () => {
    const manifests = [
      'package.json',
      ...['libs', 'apps'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => `${kind}/${name}/package.json`)),
    ];
    const loose = manifests.flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, Record<string, string> | undefined>;
      return ['dependencies', 'devDependencies', 'optionalDependencies']
        .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version))
        .map(([name]) => `${path}: ${name}`);
    });
    expect(loose).toEqual([]);
  });

  it('has no room without a name: no utils, common, helpers, shared, types or constants', () => {
    const nameless = ['libs', 'apps', 'test']
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
      )
      .filter((path) => !/node_modules|\/dist\//.test(path))
      .filter((path) => /(^|\/)(utils?|common|helpers?|shared|types|constants)(\.ts|\/|$)/.test(path));
    expect(nameless).toEqual([]);
  });

  it('has only the top-level folders of the design', () => {
    const known = ['apps', 'deploy', 'docs', 'libs', 'schemas', 'test', 'node_modules', 'coverage'];
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
    expect(folders.filter((name) => !known.includes(name))).toEqual([]);
    expect(existsSync(join(ROOT, '.ci/run'))).toBe(true);
  });
});
