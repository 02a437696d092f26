import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIBS = readdirSync(join(ROOT, 'libs'));
const APPS = readdirSync(join(ROOT, 'apps'));

/** Which lib may import which (docs/architecture.md). What is not here is not allowed. */
const LIB_ARROWS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  tlog: ['kernel'],
  decision: ['kernel'],
  standards: ['kernel'],
  store: ['kernel'],
  platform: ['kernel'],
  embedded: ['kernel'],
  contracts: ['kernel', 'decision'],
  bus: ['kernel', 'contracts'],
  trust: ['kernel', 'tlog', 'contracts'],
};

/** What the pure libs may import beside Node's own modules. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  kernel: ['canonicalize'],
  tlog: ['node:crypto'],
  decision: [],
};

/** An exemption names its reason and its date. */
const EXEMPT_APPS = [
  // 2026-11-24: standalone is the composition of the whole node; nothing imports it (docs/decisions/0003-standalone-composes-the-apps.md).
  'standalone',
];

interface Import {
  readonly file: string;
  readonly from: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(ROOT, folder, name));
}

function importsOf(folder: string, includeTests: boolean): Import[] {
  return sources(folder)
    .filter((file) => includeTests || !/\.(spec|contract)\.ts$/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /^(?:import|export)\b[^;]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
        ),
      ].map((match) => ({ file: relative(ROOT, file), from: match[1] ?? match[2] ?? match[3] ?? '' })),
    );
}

function packageOf(specifier: string): string | undefined {
  return /^@shutong\/([^/]+)/.exec(specifier)?.[1];
}

describe('the arrows between rooms', () => {
  it('knows every lib', () => {
    expect(LIBS.toSorted()).toEqual(Object.keys(LIB_ARROWS).toSorted());
  });

  it.each(LIBS)('libs/%s imports only what stands below it', (lib) => {
    const allowed = LIB_ARROWS[lib] ?? [];
    const wrong = importsOf(`libs/${lib}/src`, false).filter(({ from }) => {
      const room = packageOf(from);
      return room !== undefined && !allowed.includes(room);
    });
    expect(wrong).toEqual([]);
  });

  it.each(APPS)('apps/%s imports libs and no app', (app) => {
    const wrong = importsOf(`apps/${app}/src`, true).filter(({ from }) => {
      const room = packageOf(from);
      return room !== undefined && !LIBS.includes(room) && !(EXEMPT_APPS.includes(app) && APPS.includes(room));
    });
    expect(wrong).toEqual([]);
  });

  it('nobody imports standalone', () => {
    const wrong = [...LIBS.map((lib) => `libs/${lib}/src`), ...APPS.map((app) => `apps/${app}/src`)]
      .flatMap((folder) => importsOf(folder, true))
      .filter(({ from }) => packageOf(from) === 'standalone');
    expect(wrong).toEqual([]);
  });

  it('a lib or app is imported through its index only', () => {
    const wrong = [...LIBS.map((lib) => `libs/${lib}/src`), ...APPS.map((app) => `apps/${app}/src`)]
      .flatMap((folder) => importsOf(folder, true))
      .filter(({ from }) => /^@shutong\/[^/]+\//.test(from) || /^(?:\.\.\/)+(?:libs|apps)\//.test(from))
      .filter((found) => !isTestBase(found));
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(PURE))('libs/%s imports no package beyond what it was told', (lib) => {
    const wrong = importsOf(`libs/${lib}/src`, false).filter(
      ({ from }) => !from.startsWith('.') && packageOf(from) === undefined && !isAllowedInPure(lib, from),
    );
    expect(wrong).toEqual([]);
  });
});

/** Contract suites and the test bases beside them are no part of a room's interface: tests of other rooms may run them. */
function isTestBase({ file, from }: Import): boolean {
  return /\.(spec|contract)\.ts$/.test(file) && from.endsWith('.contract.js');
}

function isAllowedInPure(lib: string, specifier: string): boolean {
  return (PURE[lib] ?? []).includes(specifier) || (lib === 'kernel' && specifier.startsWith('node:'));
}

describe('the layers inside an app', () => {
  const LAYERS = ['domain', 'application', 'adapters'] as const;

  it.each(APPS)('apps/%s: domain ← application ← adapters', (app) => {
    const wrong = importsOf(`apps/${app}/src`, false).filter(({ file, from }) => {
      const here = LAYERS.findIndex((layer) => file.includes(`/src/${layer}/`));
      const there = LAYERS.findIndex((layer) => from.includes(`/${layer}/`));
      return here >= 0 && there > here;
    });
    expect(wrong).toEqual([]);
  });

  it.each(APPS)('apps/%s: domain and application know no framework', (app) => {
    const wrong = importsOf(`apps/${app}/src`, false).filter(
      ({ file, from }) => /\/src\/(domain|application)\//.test(file) && /^(@nestjs\/|fastify|pg$|kafkajs|rxjs)/.test(from),
    );
    expect(wrong).toEqual([]);
  });
});
