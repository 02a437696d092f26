import { isIdentifierType } from '../identifier/validate-identifier.js';
import type { MaskType } from './mask-value.js';

/** What the choice of a mask needs to know of a data item's schema (domain.md §3.2). */
export interface MaskedItem {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly enum?: unknown;
  readonly 'x-identifier'?: unknown;
  readonly 'x-code-table'?: unknown;
}

/**
 * The mask type of a data item, by its schema and name; undefined where no rule exists (codes, enumerations, booleans, numbers,
 * identifiers of a type not known here): such a value is granted or not, and hidden in full under any mask.
 */
export function maskTypeOf(name: string, item: MaskedItem): MaskType | undefined {
  const identifier = item['x-identifier'];
  if (identifier !== undefined) {
    return typeof identifier === 'string' && isIdentifierType(identifier) ? identifier : undefined;
  }
  if (item.type !== 'string' || item.enum !== undefined || item['x-code-table'] !== undefined) return undefined;
  if (item.format !== undefined) return item.format === 'date' ? 'date' : undefined;
  return textTypeOf(name);
}

function textTypeOf(name: string): MaskType {
  if (name === 'location' || name.endsWith('Addr')) return 'address';
  return name === 'name' || name.endsWith('Name') ? 'name' : 'serial';
}
