import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** The maker stays; partial shows the end of the serial number, too. Takes the canonical form. */
export const maskVin: Mask = (canonical, profile) => keepEnds(canonical, 3, profile === 'partial' ? 4 : 0);
