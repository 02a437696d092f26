import { readdirSync, readFileSync } from 'node:fs';
import type { Entry } from '@shutong/decision';
import { canonicalJson, fail, ok, parseJson, type Result } from '@shutong/kernel';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { isLeafConsistent } from './leaf-arithmetic.js';
import { leafAjv } from './leaf-vocabulary.js';

/** Longest leaf in bytes (protocol.md §9). */
export const MAX_LEAF_BYTES = 16_384;
const MAX_DEPTH = 8;

/** `LEAF_UNKNOWN`: a version or kind of a later rules number; readers stop at it (ledger.md §3, Versions). */
export type LeafFault = 'LEAF_INVALID' | 'LEAF_UNKNOWN';

const SCHEMAS = new URL('../../../../schemas/ledger/v1/', import.meta.url);

const VALIDATORS = compileAll();

/** The entry that leaf bytes say: RFC 8785 canonical, of a known kind, closed, each member of its form. */
export function parseLeaf(leaf: string | Uint8Array): Result<Entry, LeafFault> {
  const parsed = parseJson(leaf, { maxBytes: MAX_LEAF_BYTES, maxDepth: MAX_DEPTH });
  if (!parsed.ok || !isCanonical(parsed.value, leaf)) return fail('LEAF_INVALID');
  return checkEntry(parsed.value);
}

/** The same for a value that is about to be written as a leaf. */
export function checkEntry(value: unknown): Result<Entry, LeafFault> {
  if (typeof value !== 'object' || value === null || !('k' in value) || !('v' in value)) return fail('LEAF_INVALID');
  if (typeof value.v === 'number' && value.v !== 1) return fail('LEAF_UNKNOWN');
  if (typeof value.k !== 'string') return fail('LEAF_INVALID');
  const validate = VALIDATORS.get(value.k);
  if (validate === undefined) return fail('LEAF_UNKNOWN');
  if (!validate(value)) return fail('LEAF_INVALID');
  return isLeafConsistent(value) ? ok(value) : fail('LEAF_INVALID');
}

function isCanonical(value: unknown, leaf: string | Uint8Array): boolean {
  const text = typeof leaf === 'string' ? leaf : Buffer.from(leaf).toString('utf8');
  return canonicalJson(value) === text;
}

function compileAll(): ReadonlyMap<string, ValidateFunction<Entry>> {
  const ajv = leafAjv();
  const read = (name: string): object => JSON.parse(readFileSync(new URL(name, SCHEMAS), 'utf8')) as object;
  ajv.addSchema(read('words.json'));
  const kinds = readdirSync(SCHEMAS).filter((name) => name.endsWith('.json') && name !== 'words.json');
  return new Map(kinds.map((name) => [name.slice(0, -'.json'.length), ajv.compile<Entry>(read(name))]));
}
