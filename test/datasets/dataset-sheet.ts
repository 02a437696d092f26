import { readdirSync, readFileSync } from 'node:fs';

/** One dataset as it stands in `schemas/datasets/<code>`. */
export interface Sheet {
  readonly code: string;
  readonly document: CatalogueEntry;
  readonly mapping: SheetMapping;
}

interface CatalogueEntry extends Readonly<Record<string, unknown>> {
  readonly providerUscc: string;
  readonly shareClass: string;
  readonly mapping: string;
  readonly items: readonly SheetItem[];
  readonly predicates: readonly { readonly name: string; readonly level: string; readonly answer?: { readonly kind: string } }[];
  readonly querySchema: {
    readonly properties: {
      readonly ask: { readonly properties: Readonly<Record<string, ItemSchema>> };
      readonly fields: { readonly items: { readonly enum: readonly string[] } };
      readonly keys: KeyAlternative & { readonly oneOf?: readonly KeyAlternative[] };
    };
  };
  readonly recordSchema: Readonly<Record<string, unknown>> & { readonly properties: Readonly<Record<string, ItemSchema>> };
}

interface SheetItem {
  readonly name: string;
  readonly type: string;
  readonly grade: 1 | 2 | 3 | 4;
  readonly sensitive: boolean;
  readonly ownBasis: boolean;
  readonly share: string;
  readonly level: string;
  readonly mask: string;
  readonly required: boolean;
}

type ItemSchema = Readonly<Record<string, unknown>> &
  Readonly<Partial<Record<'x-sensitivity' | 'x-mask' | 'x-code-table' | 'x-identifier', string>>>;

interface KeyAlternative {
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, ItemSchema>>;
}

interface SheetMapping {
  readonly name: string;
  readonly dataset: string;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly columns: Readonly<Record<string, string>>;
  readonly rowRegion: string | { readonly column: string };
  readonly predicates: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const ROOT = new URL('../../schemas/', import.meta.url);

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
}

export function readSheets(): readonly Sheet[] {
  return readdirSync(new URL('datasets/', ROOT))
    .toSorted()
    .map((code) => ({
      code,
      document: readJson(`datasets/${code}/document.json`) as CatalogueEntry,
      mapping: readJson(`datasets/${code}/mapping.json`) as SheetMapping,
    }));
}

const ARGUMENT_MEMBERS = new Set(
  'equals notAfter notBefore after inRegion ageAtLeast on atMost argument atLeast below threshold'.split(' '),
);

/** Arguments of the question that a predicate rule uses. */
export function argumentsNamedIn(rule: object): ReadonlySet<string> {
  return new Set(
    Object.entries(rule).flatMap(([member, value]: [string, unknown]) => {
      if (ARGUMENT_MEMBERS.has(member)) return [String(value)];
      return typeof value === 'object' && value !== null ? [...argumentsNamedIn(value)] : [];
    }),
  );
}
