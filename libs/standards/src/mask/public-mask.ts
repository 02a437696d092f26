import type { Mask } from './profile.js';

/** Types that say nothing about one person, such as region codes: hidden only under the full profile. */
export const maskPublic: Mask = (canonical) => canonical;
