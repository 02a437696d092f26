import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { type ProblemCode, PROBLEMS, REFUSED_IN } from '@shutong/kernel';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/reasons.md'), 'utf8');

/** Reasons that nothing here can raise yet, with what has to come first. Whoever raises one takes it out and writes its test. */
const NOT_RAISED_YET: Readonly<Partial<Record<ProblemCode, string>>> = {
  DIFFERENCING: 'two aggregates are compared where aggregates are answered: the issue of mode `aggregate` (domain.md §11)',
};

/** Codes of the catalogue that stand in no entry, and where they stand instead. */
const IN_NO_ENTRY: Readonly<Partial<Record<ProblemCode, string>>> = {
  QUERY_DENIED: 'answers only: the entry has the reasons',
  SOURCE_FAILED: 'answers only: the entry has the reasons',
  FACT_RECORDED: 'answers only: the fact’s own entry stands already',
  QUERY_IN_PROGRESS: 'answers only: nothing new happened',
  ALREADY_ANSWERED: 'answers only: nothing new happened',
  RECEIPT_UNKNOWN: 'answers only: nothing was asked of a department',
  ROUTE_UNKNOWN: 'answers only: nothing was asked of a department',
  UNAVAILABLE: 'answers only: nothing could be recorded',
  INTERNAL: 'answers and dead letters',
  NOT_ENTITLED: 'answers and dead letters',
  RECORD_INVALID: 'dead letters',
  HEADER_INVALID: 'dead letters',
};

interface Listed {
  readonly code: string;
  readonly title: string;
  readonly hint: string;
  readonly source: string;
  readonly triedBy: string;
}

/** Rows of the section about an entry kind and who refuses. */
function listed(entry: string, by: string): readonly Listed[] {
  const sections = PAGE.split(/^## /m).filter((text) => new RegExp(`^\`${entry}\`, by (the )?\`?${by}\`?\n`).test(text));
  return [...(sections[0] ?? '').matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$/gm)].map(
    ([, code = '', title = '', hint = '', source = '', triedBy = '']) => ({ code, title, hint, source, triedBy }),
  );
}

const PLACES = REFUSED_IN.map((place) => [`${place.entry} by ${place.by}`, place] as const);
const ROWS = REFUSED_IN.flatMap(({ entry, by }) =>
  listed(entry, by).map((row) => [`${row.code} in ${entry} by ${by}`, row] as const),
);

describe('docs/reasons.md', () => {
  it.each(PLACES)('lists what can stand in %s, in the words of the catalogue', (_place, { entry, by, codes }) => {
    expect(listed(entry, by).map(({ code, title, hint, source }) => ({ code, title, hint, source }))).toEqual(
      codes.map((code) => ({ code, title: PROBLEMS[code].title, hint: PROBLEMS[code].hint, source: PROBLEMS[code].source })),
    );
  });

  it('has no section and no row beyond them', () => {
    expect(PAGE.match(/^## /gm)).toHaveLength(REFUSED_IN.length);
    expect(PAGE.match(/^\| `/gm)).toHaveLength(ROWS.length);
  });

  it('knows every code of the catalogue: it stands in an entry, or is known to stand in none', () => {
    const inEntries = new Set<string>(REFUSED_IN.flatMap(({ codes }) => [...codes]));
    expect(Object.keys(PROBLEMS).filter((code) => !inEntries.has(code))).toEqual(
      Object.keys(PROBLEMS).filter((code) => code in IN_NO_ENTRY),
    );
    expect(Object.keys(IN_NO_ENTRY).filter((code) => inEntries.has(code) || !(code in PROBLEMS))).toEqual([]);
  });

  it.each(ROWS)('names a test that tries %s, or it is known not to be raised yet', (_row, { code, triedBy }) => {
    const tests = [...triedBy.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path);
    expect(tests.filter((path) => !path.endsWith('.spec.ts') || !existsSync(join(ROOT, path)))).toEqual([]);
    expect(code in NOT_RAISED_YET ? triedBy : tests.length > 0).toBe(code in NOT_RAISED_YET ? 'not raised yet' : true);
  });

  it('says of no other code that it is not raised yet', () => {
    const said = ROWS.filter(([, { triedBy }]) => triedBy === 'not raised yet').map(([, { code }]) => code);
    expect(said).toEqual(Object.keys(NOT_RAISED_YET));
  });
});

describe('the laws that the catalogue cites', () => {
  /** Number of articles of each law: what lies beyond would be invented. */
  const ARTICLES = { 政务数据共享条例: 44, PIPL: 74 } as const;

  it.each(Object.entries(PROBLEMS))('%s names articles that exist, or another text', (_code, { source }) => {
    for (const citation of source.split('; ')) {
      const law = /^(政务数据共享条例|PIPL) art\. ([\d(), ]+)$/.exec(citation);
      if (law === null) {
        expect(citation).toMatch(/^(RFC \d+( §[\d.]+)?|GB \d+|(protocol|ledger|domain)\.md §[\d.]+)(, |$)/);
        continue;
      }
      const articles = (law[2] ?? '').split(', ').map((article) => Number(/^(\d+)(\(\d+\))*$/.exec(article)?.[1]));
      expect(articles.every((article) => article >= 1 && article <= ARTICLES[law[1] as keyof typeof ARTICLES])).toBe(true);
      expect(articles).toEqual(articles.toSorted((a, b) => a - b));
    }
  });

  it('stand behind every reason of a denial', () => {
    const lawless = listed('query-denied', 'decide').filter(({ source }) => !/条例 art\.|PIPL art\./.test(source));
    expect(lawless).toEqual([]);
  });
});
