import { readFile } from 'node:fs/promises';
import { datasetCodeOf, type DatasetDocument, memberSchemas } from '@shutong/contracts';
import { canonicalJson } from '@shutong/kernel';

/** A dataset document as its officer keeps it, and what its publication says of it. */
export interface PublishedDataset {
  /** `D01@1` */
  readonly ds: string;
  /** JCS text. */
  readonly text: string;
  readonly version: string;
  /** USCC. */
  readonly provider: string;
  readonly share: 'open' | 'cond' | 'none';
  readonly modes: readonly string[];
  readonly keys: readonly string[];
  /** Level of every item and predicate (ledger.md §3). */
  readonly levels: Readonly<Record<string, string>>;
}

/** Items of the document with their levels, those that nobody shares among them: they are in no record schema. */
interface LevelledDocument extends DatasetDocument {
  readonly items: readonly (DatasetDocument['items'][number] & { readonly level: string })[];
}

/** 无条件共享, 有条件共享, 不予共享 (条例 art. 14). */
const SHARE: Readonly<Record<string, PublishedDataset['share']>> = { '1': 'open', '2': 'cond', '3': 'none' };

/** Reads `schemas/datasets/<code>/document.json`; the gateway and the notary validate all of it. */
export async function readDataset(code: string): Promise<PublishedDataset> {
  const path = new URL(`../../../../schemas/datasets/${code}/document.json`, import.meta.url);
  const document = JSON.parse(await readFile(path, 'utf8')) as LevelledDocument;
  const { items, predicates = [], version, providerUscc, modes, shareClass, querySchema } = document;
  return {
    ds: datasetCodeOf(document),
    text: canonicalJson(document),
    version,
    provider: providerUscc,
    share: SHARE[shareClass] ?? 'none',
    modes: [...modes].toSorted(),
    keys: Object.keys(memberSchemas(memberSchemas(querySchema)['keys'])).toSorted(),
    levels: Object.fromEntries([...items, ...predicates].map(({ name, level }) => [name, level])),
  };
}

/** The mask that a level asks for without more: L1 and L2 none, L3 partial, L4 strict; a predicate never. */
export function defaultMask(level: string | undefined): string {
  if (level === undefined || level.endsWith('p')) return 'm0';
  return level.startsWith('L3') ? 'm1' : level.startsWith('L4') ? 'm2' : 'm0';
}

/** Whether a level marks sensitive personal information (敏感个人信息, PIPL art. 28). */
export function isSensitive(level: string | undefined): boolean {
  return level?.includes('s', 2) === true;
}
