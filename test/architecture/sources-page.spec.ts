import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CONNECTOR_CONFIG_SCHEMA } from '@shutong/connector';
import { parseMapping } from '@shutong/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';

const PAGE = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8');
const TEXTS = [...PAGE.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text]) => JSON.parse(text ?? '') as Record<string, unknown>);
const MAPPINGS = TEXTS.filter((text) => 'dataset' in text);
const CONFIGS = TEXTS.filter((text) => 'source' in text);
const PREDICATES = TEXTS.filter((text) => !('dataset' in text) && !('source' in text));

const verdictOn = (mapping: unknown): string => {
  const parsed = parseMapping(mapping);
  return parsed.ok ? 'accepted' : parsed.failure;
};

describe('docs/sources.md', () => {
  it('shows a mapping of each source', () => {
    expect(MAPPINGS.map((mapping) => ['table', 'http', 'csv'].find((place) => place in mapping))).toEqual([
      'table',
      'http',
      'csv',
    ]);
    expect(MAPPINGS.map(verdictOn)).toEqual(MAPPINGS.map(() => 'accepted'));
  });

  it('shows a configuration that connectors accept', () => {
    const isSource = new Ajv2020().compile(CONNECTOR_CONFIG_SCHEMA.properties.source);
    expect(CONFIGS.map(({ source }) => isSource(source))).toEqual([true]);
  });

  it('shows rules that mappings accept, and every kind of them', () => {
    const predicates: unknown = Object.assign({}, ...PREDICATES);
    const shown = JSON.stringify(predicates);
    const columns = Object.fromEntries([...shown.matchAll(/"([a-z]\w*)"/g)].map(([, name]) => [name, 'c']));
    const place = { name: 'all', dataset: 'D99@1', table: { schema: 'register', name: 'all' } };
    expect(verdictOn({ ...place, keys: { idNo: 'id_no' }, columns, predicates })).toBe('accepted');
    const kinds = [...PAGE.matchAll(/^\| `(\w+)`(?: `(\w+)` `(\w+)`)? /gm)].flatMap(([, ...names]) =>
      names.filter((name) => name !== undefined),
    );
    expect(kinds).toHaveLength(19);
    expect(kinds.filter((kind) => !shown.includes(`"${kind}"`))).toEqual([]);
  });
});
