import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '@shutong/kernel';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const DOCUMENTS = [
  'README.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the documents', () => {
  it.each(DOCUMENTS)('%s links only to what is there', (document) => {
    const dead = [...textOf(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(join(ROOT, dirname(document), target)));
    expect(dead).toEqual([]);
  });

  it.each(DOCUMENTS)('%s names no path of a developer’s machine', (document) => {
    expect(textOf(document)).not.toMatch(/\/(work|home|root|Users|tmp)\//);
  });

  it('README shows only commands that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = [...textOf('README.md').matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('problems.md lists the whole catalogue, generated and current', () => {
    const listed = [...textOf('docs/problems.md').matchAll(/^\| `([A-Z_]+)` \| (\d+) \| (.*?) \| (.*?) \| (.*) \|$/gm)].map(
      ([, code, status, title, hint, source]) => [code, Number(status), title, hint, source],
    );
    expect(listed).toEqual(Object.entries(PROBLEMS).map(([code, p]) => [code, p.status, p.title, p.hint, p.source]));
  });
});

describe('the step table of docs/architecture.md', () => {
  const rows = tableRows(textOf('docs/architecture.md'), 'steps');

  it('has a row for every step of a query', () => {
    expect(rows.length).toBeGreaterThanOrEqual(12);
  });

  it.each(rows.map((row) => [row]))('%s names one file and one test', (row) => {
    const targets = [...row.matchAll(/\]\(([^)#\s]+)\)/g)].map((match) => join(ROOT, 'docs', match[1] ?? ''));
    expect(targets.map((path) => existsSync(path))).toEqual([true, true]);
    expect(targets.filter((path) => /\.(spec|contract)\.ts$/.test(path)).map((path) => relative(ROOT, path))).toHaveLength(1);
  });
});

describe('the invariants of SECURITY.md', () => {
  it.each(tableRows(textOf('SECURITY.md'), 'invariants').map((row) => [row]))('%s names a test that exists', (row) => {
    const targets = [...row.matchAll(/\]\(([^)#\s]+)\)/g)].map((match) => match[1] ?? '');
    expect(targets.some((path) => path.endsWith('.spec.ts'))).toBe(true);
    expect(targets.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** Data rows of the table between `<!-- name:begin -->` and `<!-- name:end -->`. */
function tableRows(text: string, name: string): string[] {
  const inside = text.split(`<!-- ${name}:begin -->`)[1]?.split(`<!-- ${name}:end -->`)[0] ?? '';
  return inside
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
}
