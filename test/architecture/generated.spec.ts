import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '@shutong/gateway';
import { isProblemCode } from '@shutong/kernel';

const published = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { readonly description: string }>> }>>>
  >;
};

describe('docs/openapi.json', () => {
  it('is what the gateway serves (npm run generate)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it('names only codes of the catalogue', () => {
    const failures = Object.values(published.paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ responses }) => Object.entries(responses))
      .filter(([status]) => Number(status) >= 400 && Number(status) !== 503)
      .flatMap(([, { description }]) => description.split(', '));
    expect(failures.length).toBeGreaterThan(20);
    expect(failures.filter((code) => !isProblemCode(code))).toEqual([]);
  });
});

describe('schemas/datasets', () => {
  it('holds the documents and mappings that follow from the officers’ sheets (npm run generate)', () => {
    const script = fileURLToPath(new URL('../../deploy/generate/datasets.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect([status, stderr.match(/^schemas\/.*/gm)]).toEqual([0, null]);
  });
});
