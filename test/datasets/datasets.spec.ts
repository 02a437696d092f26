import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DatasetContract, parseDatasetDocument, parseMapping } from '@shutong/contracts';
import { canonicalJson } from '@shutong/kernel';
import {
  CodeTable,
  fixtureRegions,
  isIdentifierType,
  isPublicMask,
  maskTypeOf,
  maskValue,
  validateIdentifier,
} from '@shutong/standards';
import { type AnySchemaObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { argumentsNamedIn, readJson, readSheets, ROOT, type Sheet } from './dataset-sheet.js';

const CODES = 'D01 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D29 D33'.split(' ');
const NINE = ['name', 'items', 'providerUscc', 'format', 'updateCycle', 'shareClass', 'modes', 'conditions', 'classification'];
/** Class C ★ of the domain reference §8, D19 too: a yes alone tells something sensitive. */
const SENSITIVE = new Set(['D10', 'D12', 'D13', 'D15', 'D17', 'D18', 'D19']);
const UNCONDITIONAL = '1';
const REGIONS = { regions: fixtureRegions };
const sheets = readSheets();

it('The datasets are those of the demonstration', () => {
  expect(sheets.map(({ code }) => code)).toEqual(CODES);
});

describe.each(sheets)('The document of $code', ({ code, document, mapping }: Sheet) => {
  const { items, predicates, querySchema, recordSchema } = document;
  const shared = items.filter(({ share }) => share !== 'N');
  const names = shared.map(({ name }) => name);
  const { ask, fields, keys } = querySchema.properties;

  it('holds the nine items that art. 13 of the regulations demands', () => {
    const absent = document.shareClass === UNCONDITIONAL ? ['conditions'] : [];
    expect(NINE.filter((name) => document[name] === undefined)).toEqual(absent);
    expect(validateIdentifier('uscc', document.providerUscc, REGIONS).ok).toBe(true);
  });

  it('has a canonical form far below the limit of a catalogue record, which the exchange compiles', () => {
    const text = canonicalJson(document);
    expect(Buffer.byteLength(text)).toBeLessThan(200_000);
    const parsed = parseDatasetDocument(text);
    const contract = parsed.ok ? DatasetContract.compile(parsed.value) : parsed;
    expect(contract.ok && contract.value.ds).toBe(`${code}@1`);
  });

  it('describes the same items in its list, its record schema and its mapping, those not shared in its list alone', () => {
    expect(Object.keys(recordSchema.properties)).toEqual(names);
    expect(Object.keys(mapping.columns)).toEqual(names);
    expect(recordSchema['required']).toEqual(shared.filter((item) => item.required).map((item) => item.name));
    expect([mapping.name, mapping.dataset, document.mapping]).toEqual([code, `${code}@1`, code]);
    if (typeof mapping.rowRegion === 'string') expect(names).toContain(mapping.rowRegion);
    else expect(mapping.rowRegion).toEqual({ column: 'region6' });
  });

  it('lets a query name every item and predicate, so that a refusal can say which of them it may not have', () => {
    expect(fields.items.enum).toEqual([...items, ...predicates].map(({ name }) => name));
    const plain = shared.filter(({ type }) => !type.includes('[')).map(({ name }) => name);
    expect(Object.keys(ask.properties)).toEqual([...predicates.map(({ name }) => name), ...plain]);
  });

  it.each(items)('gives $name the level that its grade, its flags and its kind of value allow', (item) => {
    const hasRule = /^(?:s\(\d+\)|d|id:(?!region).*)$/.test(item.type) && !item.type.includes('[');
    const digit = String(hasRule ? item.grade : Math.min(item.grade, 2));
    const flags = [item.sensitive && 's', item.ownBasis && 'b', item.share === 'N' && 'n'].filter(Boolean).join('');
    expect(item.level).toBe(`L${digit}${flags}`);
    expect(item.mask).toBe({ L3: 'partial', L4: 'strict' }[item.level.slice(0, 2)] ?? 'none');
    const schema = recordSchema.properties[item.name];
    if (schema === undefined) return expect(item.share).toBe('N');
    expect([schema['x-sensitivity'], schema['x-mask']]).toEqual([item.level, item.mask]);
    if (hasRule && isChecked(schema['x-identifier'])) expect(maskTypeOf(item.name, schema)).toBeDefined();
  });

  it('asks for its predicates at the level of a predicate, and says what else than yes and no they answer', () => {
    const level = SENSITIVE.has(code) ? 'L4sp' : 'L2p';
    expect(Object.keys(mapping.predicates)).toEqual(predicates.map(({ name }) => name));
    for (const predicate of predicates) {
      expect([predicate.level, ask.properties[predicate.name]?.['x-sensitivity']]).toEqual([level, level]);
      const kind = mapping.predicates[predicate.name]?.['kind'];
      const answer = kind === 'count' ? 'count' : kind === 'ageBand' || kind === 'value' ? 'band' : undefined;
      expect(predicate.answer?.kind).toBe(answer);
    }
  });

  it('has a mapping that the connector reads, with rules on arguments that the question has', () => {
    expect(parseMapping(mapping)).toEqual({ ok: true, value: mapping });
    for (const [name, rule] of Object.entries(mapping.predicates)) {
      const asked = (ask.properties[name]?.['properties'] ?? {}) as object;
      expect(Object.keys(asked)).toEqual(expect.arrayContaining([...argumentsNamedIn(rule)]));
    }
  });

  it('finds its records by every key of a query', () => {
    expect(Object.keys(mapping.keys)).toEqual(Object.keys(keys.properties));
    const alternatives = keys.oneOf ?? [keys];
    expect(new Set(alternatives.flatMap(({ required }) => required))).toEqual(new Set(Object.keys(mapping.keys)));
    for (const { required, properties, additionalProperties } of alternatives)
      expect([Object.keys(properties), additionalProperties]).toEqual([required, false]);
  });

  it('names code tables that exist', () => {
    for (const id of tablesNamedIn(querySchema, recordSchema)) expect(tableOf(id).id).toBe(id);
  });
});

describe.each(sheets)('The schemas of $code', ({ code, document }: Sheet) => {
  const { querySchema, recordSchema } = document;
  const isQuery = compile(querySchema);
  const isRecord = compile(recordSchema);

  it.each(examples(code, 'query', 'valid'))('accept the query %s', (_, query) => {
    expect(isQuery(query)).toBe(true);
    expect(wrongIdentifiers(query['keys'] as Example, querySchema.properties.keys.properties)).toEqual([]);
  });

  it.each(examples(code, 'query', 'invalid'))('refuse the query %s', (_, query) => {
    expect(isQuery(query)).toBe(false);
  });

  it.each(examples(code, 'record', 'valid'))('accept the record %s, whose codes are right, and mask it', (_, record) => {
    expect(isRecord(record)).toBe(true);
    expect(wrongIdentifiers(record, recordSchema.properties)).toEqual([]);
    for (const [name, value] of Object.entries(record)) {
      const schema = recordSchema.properties[name] ?? {};
      const table = schema['x-code-table'];
      if (table !== undefined) expect(tableOf(table).has(String(value))).toBe(true);
      const type = maskTypeOf(name, schema);
      if (type === undefined || typeof value !== 'string' || isPublicMask(type, value)) continue;
      expect(maskValue(type, 'partial', value, REGIONS)).toContain('*');
    }
  });

  it.each(examples(code, 'record', 'invalid'))('refuse the record %s', (_, record) => {
    expect(isRecord(record)).toBe(false);
  });

  it('are tried by at least three examples of each kind, and four that are wrong', () => {
    for (const kind of ['query', 'record'] as const) {
      expect(examples(code, kind, 'valid').length).toBeGreaterThanOrEqual(3);
      expect(examples(code, kind, 'invalid').length).toBeGreaterThanOrEqual(4);
    }
  });
});

describe('The example that the README sends', () => {
  it('is a valid query', () => {
    const [d01] = sheets;
    expect(d01 !== undefined && compile(d01.document.querySchema)(readJson('datasets/D01/examples/demo-query.json'))).toBe(true);
  });
});

type Example = Readonly<Record<string, unknown>>;

function examples(code: string, kind: 'query' | 'record', verdict: 'valid' | 'invalid'): [name: string, example: Example][] {
  const folder = `datasets/${code}/examples/${kind}/${verdict}/`;
  return readdirSync(new URL(folder, ROOT)).map((file) => [file.replace('.json', ''), readJson(folder + file) as Example]);
}

/** Whether this release has the check digits and masks of the identifier; of what is no identifier there is nothing to know. */
function isChecked(type: string | undefined): boolean {
  return type === undefined || isIdentifierType(type);
}

function wrongIdentifiers(value: Example, schemas: Readonly<Record<string, { readonly 'x-identifier'?: string }>>): string[] {
  return Object.entries(value)
    .filter(([name, member]) => {
      const type = schemas[name]?.['x-identifier'];
      return type !== undefined && isIdentifierType(type) && !validateIdentifier(type, String(member), REGIONS).ok;
    })
    .map(([name]) => name);
}

function tableOf(id: string): CodeTable {
  const table = CodeTable.parse(readJson(`tables/${id}.json`));
  if (!table.ok) throw new Error(`${id}: ${table.failure}`);
  return table.value;
}

function tablesNamedIn(...schemas: readonly object[]): ReadonlySet<string> {
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
  for (const keyword of ['x-identifier', 'x-sensitivity', 'x-mask', 'x-code-table', 'x-unit']) ajv.addKeyword({ keyword });
  return ajv.compile(schema);
}
