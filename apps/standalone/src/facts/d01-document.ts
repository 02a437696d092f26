import { readFile } from 'node:fs/promises';
import { canonicalJson } from '@shutong/kernel';

/** What the demonstration reads of the document; the gateway and the notary validate all of it. */
interface D01Document {
  readonly code: string;
  readonly version: string;
  readonly providerUscc: string;
  readonly modes: readonly string[];
  readonly predicates: readonly { readonly name: string; readonly level: string }[];
  readonly recordSchema: { readonly properties: Readonly<Record<string, { readonly 'x-sensitivity': string }>> };
}

export interface D01 {
  /** JCS text. */
  readonly text: string;
  readonly version: string;
  readonly provider: string;
  readonly modes: readonly string[];
  /** Level of every item and predicate (ledger.md §3). */
  readonly levels: Readonly<Record<string, string>>;
}

const DOCUMENT = new URL('../../../../schemas/datasets/D01/document.json', import.meta.url);

export async function readD01(): Promise<D01> {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8')) as D01Document;
  const items = Object.entries(document.recordSchema.properties).map(
    ([name, schema]) => [name, schema['x-sensitivity']] as const,
  );
  const predicates = document.predicates.map(({ name, level }) => [name, level] as const);
  return {
    text: canonicalJson(document),
    version: document.version,
    provider: document.providerUscc,
    modes: document.modes,
    levels: Object.fromEntries([...items, ...predicates]),
  };
}

/** The mask that a level asks for without more: L1 and L2 none, L3 partial, L4 strict; a predicate never. */
export function defaultMask(level: string | undefined): string {
  if (level === undefined || level.endsWith('p')) return 'm0';
  return level.startsWith('L3') ? 'm1' : level.startsWith('L4') ? 'm2' : 'm0';
}
