import { isInForce } from '../region/region-table.js';
import type { IdentifierContext } from './identifier.js';
import type { Reason } from './reason.js';

/**
 * Why the region code does not stand, if so. `birthDate` is given for person numbers with a real date: a number keeps its
 * region for life, so its region is asked about at birth and not today.
 */
export function reasonOfRegion(code: string, context: IdentifierContext, birthDate?: string): Reason | undefined {
  const region = context.regions.find(code);
  if (region === undefined) return 'REGION_UNKNOWN';
  const on = context.regionAt === 'birth' ? birthDate : context.regionAt;
  return on === undefined || isInForce(region, on) ? undefined : 'REGION_NOT_IN_FORCE';
}
