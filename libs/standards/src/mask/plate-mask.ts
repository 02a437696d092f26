import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** The issuing office stays; partial shows the end, too. Takes the canonical form. */
export const maskPlate: Mask = (canonical, profile) => keepEnds(canonical, 2, profile === 'partial' ? 2 : 0);
