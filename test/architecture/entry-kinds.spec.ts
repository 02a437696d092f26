import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parseLeaf, referencesOf } from '@shutong/contracts';
import { ENTRY_KINDS } from '@shutong/decision';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const jsonOf = (path: string): unknown => JSON.parse(textOf(path));

const PAGE = textOf('docs/entry-kinds.md');
const SCHEMAS = readdirSync(join(ROOT, 'schemas/ledger/v1'))
  .filter((name) => name !== 'words.json')
  .map((name) => name.replace(/\.json$/, ''));

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

const { $defs } = jsonOf('schemas/ledger/v1/words.json') as { readonly $defs: Readonly<Record<string, Schema>> };
const { entries } = jsonOf('test/vectors/tlog/kinds.json') as {
  readonly entries: readonly { readonly index: number; readonly kind: string; readonly bytes: number; readonly leaf: string }[];
};

/** Paths of all members of a schema that hold a value, each with its object's word on whether it must be there. */
function leavesOf(schema: Schema, path = '', isRequired = true): readonly (readonly [string, boolean])[] {
  const name = schema.$ref?.split('/').at(-1);
  const { properties, required = [], oneOf } = name === undefined ? schema : ($defs[name] ?? {});
  if (oneOf !== undefined) return oneOf.flatMap((variant) => leavesOf(variant, path, false));
  if (properties === undefined) return [[path, isRequired]];
  return Object.entries(properties).flatMap(([member, inner]) =>
    leavesOf(inner, path === '' ? member : `${path}.${member}`, required.includes(member)),
  );
}

interface Row {
  readonly path: string;
  readonly isOptional: boolean;
  readonly form: string;
  readonly names: readonly string[];
}

function sectionOf(title: string): string {
  return PAGE.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

function rowsOf(title: string): readonly Row[] {
  return [...sectionOf(title).matchAll(/^\| `([^`]+)`(\?)? \| (.*?) \|(?: (.*?) \|)?$/gm)].map(
    ([, path = '', mark, form = '', names = '']) => ({
      path,
      isOptional: mark !== undefined,
      form,
      names: [...names.matchAll(/\[`([^`]+)`\]/g)].map(([, kind = '']) => kind),
    }),
  );
}

const FRAME = rowsOf('Every entry').map(({ path }) => path);

describe('docs/entry-kinds.md', () => {
  it('has the 29 kinds: as many as there are schemas, notes and sections', () => {
    expect(SCHEMAS).toHaveLength(29);
    expect(Object.keys(ENTRY_KINDS).toSorted()).toEqual(SCHEMAS.toSorted());
    const sections = [...PAGE.matchAll(/^## `([^`]+)`$/gm)].map(([, kind]) => kind);
    expect(sections).toEqual(Object.keys(ENTRY_KINDS));
  });

  it('says of every kind who signs it and what it does', () => {
    const rows = [...PAGE.matchAll(/^\| \[`([^`]+)`\]\(#[a-z-]+\) \| (.*) \| (.*) \| (.*) \|$/gm)].map(
      ([, kind, says, by, effect]) => [kind, { says, by: by?.split(', '), effect }],
    );
    expect(rows).toEqual(Object.entries(ENTRY_KINDS));
    for (const { says, effect } of Object.values(ENTRY_KINDS)) {
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(effect).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(SCHEMAS)('lists the members of %s, all and no others', (kind) => {
    const leaves = leavesOf(jsonOf(`schemas/ledger/v1/${kind}.json`) as Schema);
    const rows = rowsOf(`\`${kind}\``).filter(({ form }) => form !== 'object');
    expect([...FRAME, ...rows.map(({ path }) => path)].toSorted()).toEqual([...new Set(leaves.map(([path]) => path))].toSorted());
    expect(leaves.filter(([path, isRequired]) => FRAME.includes(path) && !isRequired)).toEqual([]);
  });

  it.each(SCHEMAS.filter((kind) => !['suspension.set', 'opening.erased'].includes(kind)))(
    'marks the members of %s that may be left out',
    (kind) => {
      const must = leavesOf(jsonOf(`schemas/ledger/v1/${kind}.json`) as Schema).filter(([path]) => !FRAME.includes(path));
      const rows = rowsOf(`\`${kind}\``).filter(({ form }) => form !== 'object');
      expect(new Map(rows.map(({ path, isOptional }) => [path, !isOptional]))).toEqual(new Map(must));
    },
  );

  it.each(entries.map((entry) => [`${entry.kind} at ${String(entry.index)}`, entry] as const))(
    'names what %s refers to',
    (_title, { kind, leaf }) => {
      const parsed = parseLeaf(leaf);
      if (!parsed.ok) throw new Error('the worked log is valid');
      const named = rowsOf(`\`${kind}\``).map(({ names }) => names.join(' '));
      const unnamed = referencesOf(parsed.value).filter(({ kinds }) => !named.includes(kinds.join(' ')));
      expect(unnamed).toEqual([]);
    },
  );

  it.each(SCHEMAS)('shows one %s as bytes', (kind) => {
    const [, index, bytes, leaf = ''] =
      /^Entry (\d+) of .*?, (\d+) bytes:\n\n```json\n(.*)\n```$/ms.exec(sectionOf(`\`${kind}\``)) ?? [];
    expect(entries[Number(index)]).toMatchObject({ kind, leaf, bytes: Buffer.byteLength(leaf) });
    expect(Number(bytes)).toBe(Buffer.byteLength(leaf));
  });

  it('is what the protocol page of the log points to', () => {
    expect(textOf('docs/protocol/entries.md')).toContain('](../entry-kinds.md)');
  });
});
