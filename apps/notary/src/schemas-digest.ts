import { readdirSync, readFileSync } from 'node:fs';
import { canonicalJson, hashText } from '@shutong/kernel';

const FOLDER = new URL('../../../schemas/ledger/v1/', import.meta.url);

/** H of the JCS of all leaf schemas by file name: what `epoch.opened` says of the forms its entries keep (ledger.md §3). */
export function schemasDigest(): string {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  const schemas = Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as unknown]),
  );
  return hashText(canonicalJson(schemas));
}
