import { fail, ok, type Result } from '@shutong/kernel';
import { shapeCheck } from '../record/shape.js';
import { type Mapping } from './mapping.js';
import { MAPPING_SCHEMA } from './mapping-schema.js';
import { itemsOfRule } from './predicate-rule.js';

const isMappingForm = shapeCheck<Mapping>(MAPPING_SCHEMA);

/** Reads a mapping document. The failure is a sentence for the officer who wrote it. */
export function parseMapping(value: unknown): Result<Mapping, string> {
  if (!isMappingForm(value))
    return fail('it is not of the closed form of a mapping: one of table, http, csv; plain names; known rules');
  const finding = findingIn(value);
  return finding === undefined ? ok(value) : fail(finding);
}

/** Rules and the row region speak of data items that the mapping has to know. */
function findingIn({ columns, keys, rowRegion, predicates = {} }: Mapping): string | undefined {
  if (typeof rowRegion === 'string' && !Object.hasOwn(columns, rowRegion)) return 'rowRegion is no item of columns';
  for (const [name, rule] of Object.entries(predicates)) {
    const unknown = itemsOfRule(rule).find((item) => !Object.hasOwn(columns, item));
    if (unknown !== undefined) return `predicates.${name} reads ${unknown}, which is no item of columns`;
    if (rule.kind === 'sameAs' && !Object.hasOwn(keys, rule.key))
      return `predicates.${name} finds by ${rule.key}, which is no key`;
  }
  return undefined;
}
