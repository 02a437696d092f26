import type { QueryHeader } from '@shutong/contracts';
import { canonicalJson } from '@shutong/kernel';
import { isWithinRegions } from '../answer/region-filter.js';
import type { PermittedLeaf } from './proven-query.js';

const EQUAL_MEMBERS = [
  'id',
  'cons',
  'sys',
  'prov',
  'ds',
  'mode',
  'purpose',
  'basis',
  'law',
  'role',
  'sub',
  'c',
  'fields',
] as const;

/**
 * Whether the entry permits what the gateway asked, no more, and of this department (row 3 of protocol.md §7.2): a notary that was
 * taken over cannot widen or redirect a query.
 */
export function isSameQuestion(leaf: PermittedLeaf, header: QueryHeader, department: string): boolean {
  if (leaf.prov !== department) return false;
  if (!EQUAL_MEMBERS.every((name) => isSame(leaf[name], header[name]))) return false;
  return rowsAreWithin(leaf.rows?.region, header.rows?.region);
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

/** Without a region asked the entry carries the grant's filter, which only narrows. */
function rowsAreWithin(inForce: readonly string[] | undefined, asked: readonly string[] | undefined): boolean {
  if (asked === undefined) return true;
  return inForce !== undefined && inForce.every((region) => isWithinRegions(region, asked));
}
