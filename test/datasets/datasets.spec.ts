import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@shutong/kernel';
import { CodeTable, fixtureRegions, maskTypeOf, maskValue, validateIdentifier } from '@shutong/standards';
import { type AnySchemaObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';

interface Item {
  readonly name: string;
  readonly grade: 1 | 2 | 3 | 4;
  readonly mask: string;
  readonly required: boolean;
}

type ItemSchema = AnySchemaObject &
  Readonly<Partial<Record<'x-sensitivity' | 'x-mask' | 'x-code-table' | 'x-identifier', string>>>;

const root = new URL('../../schemas/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const document = read('datasets/D01/document.json') as {
  readonly items: readonly Item[];
  readonly predicates: readonly { readonly name: string; readonly level: string }[];
  readonly querySchema: AnySchemaObject;
  readonly recordSchema: AnySchemaObject & { readonly properties: Readonly<Record<string, ItemSchema>> };
} & Readonly<Record<string, unknown>>;
const mapping = read('datasets/D01/mapping.json') as {
  readonly columns: Readonly<Record<string, string>>;
  readonly predicates: Readonly<Record<string, { readonly item: string }>>;
  readonly rowRegion: string;
};

describe('The document of D01', () => {
  it('holds the nine items that art. 13 of the regulations demands', () => {
    const nine = [
      'name',
      'items',
      'providerUscc',
      'format',
      'updateCycle',
      'shareClass',
      'modes',
      'conditions',
      'classification',
    ];
    expect(nine.filter((name) => document[name] === undefined)).toEqual([]);
    const regions = { regions: fixtureRegions };
    expect(validateIdentifier('uscc', String(document['providerUscc']), regions).ok).toBe(true);
  });

  it('has a canonical form far below the limit of a catalogue record', () => {
    expect(Buffer.byteLength(canonicalJson(document))).toBeLessThan(200_000);
  });

  it('describes the same items in its list, its record schema and its mapping', () => {
    const names = document.items.map((item) => item.name);
    expect(Object.keys(document.recordSchema.properties)).toEqual(names);
    expect(Object.keys(mapping.columns)).toEqual(names);
    expect(document.recordSchema['required']).toEqual(document.items.filter((item) => item.required).map((item) => item.name));
    expect(Object.keys(mapping.predicates)).toEqual(document.predicates.map((predicate) => predicate.name));
    expect(names).toContain(mapping.rowRegion);
  });

  it.each(document.items)('gives $name the level that its grade and its kind of value allow', (item) => {
    const schema = document.recordSchema.properties[item.name] ?? {};
    const type = maskTypeOf(item.name, schema);
    const hasRule = type !== undefined && type !== 'region6';
    expect(schema['x-sensitivity']).toBe(`L${String(hasRule ? item.grade : Math.min(item.grade, 2))}`);
    expect(schema['x-mask']).toBe(schema['x-sensitivity'] === 'L3' ? 'partial' : 'none');
    expect(item.mask).toBe(schema['x-mask']);
  });

  it('asks for its predicates at the level of a predicate', () => {
    const ask = (document.querySchema['properties'] as { ask: { properties: Record<string, ItemSchema> } }).ask.properties;
    expect(document.predicates.map(({ name }) => ask[name]?.['x-sensitivity'])).toEqual(Array(5).fill('L2p'));
  });

  it('names code tables that exist', () => {
    for (const id of tablesNamedIn(document.querySchema, document.recordSchema)) {
      const table = CodeTable.parse(read(`tables/${id}.json`));
      expect(table.ok && table.value.id).toBe(id);
    }
  });
});

describe.each(['query', 'record'] as const)('The %s schema of D01', (kind) => {
  const validate = compile(kind === 'query' ? document.querySchema : document.recordSchema);

  it.each(examples(kind, 'valid'))('accepts %s', (_, example) => {
    expect(validate(example)).toBe(true);
  });

  it.each(examples(kind, 'invalid'))('refuses %s', (_, example) => {
    expect(validate(example)).toBe(false);
  });
});

describe('The example that the README sends', () => {
  it('is a valid query', () => {
    expect(compile(document.querySchema)(read('datasets/D01/examples/demo-query.json'))).toBe(true);
  });
});

describe('A valid record of D01', () => {
  it.each(examples('record', 'valid'))('(%s) holds right identifiers and codes, and each item can be masked', (_, example) => {
    for (const [name, value] of Object.entries(example as Record<string, string | boolean>)) {
      const schema = document.recordSchema.properties[name] ?? {};
      const table = schema['x-code-table'];
      if (table !== undefined) expect(tableOf(table).has(String(value))).toBe(true);
      const type = maskTypeOf(name, schema);
      if (type === undefined || type === 'region6' || typeof value !== 'string') continue;
      expect(maskValue(type, 'partial', value, { regions: fixtureRegions })).toContain('*');
    }
  });
});

function tableOf(id: string): CodeTable {
  const table = CodeTable.parse(read(`tables/${id}.json`));
  if (!table.ok) throw new Error(`${id}: ${table.failure}`);
  return table.value;
}

function examples(kind: 'query' | 'record', verdict: 'valid' | 'invalid'): [name: string, example: unknown][] {
  const folder = `datasets/D01/examples/${kind}/${verdict}/`;
  return readdirSync(new URL(folder, root)).map((file) => [file.replace('.json', ''), read(folder + file)]);
}

function tablesNamedIn(...schemas: readonly AnySchemaObject[]): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(schemas, (key, value: unknown) => {
    if (key === 'x-code-table') found.add(String(value));
    return value;
  });
  return found;
}

function compile(schema: AnySchemaObject): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictTypes: true, strictRequired: true, ownProperties: true, logger: false });
  addFormats.default(ajv, ['date', 'date-time']);
  for (const keyword of ['x-identifier', 'x-sensitivity', 'x-mask', 'x-code-table']) ajv.addKeyword({ keyword });
  return ajv.compile(schema);
}
