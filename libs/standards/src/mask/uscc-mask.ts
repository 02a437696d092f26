import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** Codes of legal persons are public; that of an individual business leads to a person. Takes the canonical form. */
export const maskUscc: Mask = (canonical) => (isIndividualBusiness(canonical) ? keepEnds(canonical, 8, 2) : canonical);

/** 个体工商户: authority 9, category 2. */
export function isIndividualBusiness(canonical: string): boolean {
  return canonical.startsWith('92');
}
