import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** Nothing of the end: it is the disability. Takes the canonical form. */
export const maskDisabilityCert: Mask = (canonical, profile) => keepEnds(canonical, profile === 'partial' ? 3 : 1, 0);
