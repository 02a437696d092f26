import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** Codes of legal persons are public; 92 is an individual business (个体工商户), which leads to a person. Takes the canonical form. */
export const maskUscc: Mask = (canonical) => (canonical.startsWith('92') ? keepEnds(canonical, 8, 2) : canonical);
