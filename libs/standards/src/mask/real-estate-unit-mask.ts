import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** Partial shows the cadastral subarea, strict the district. Takes the canonical form. */
export const maskRealEstateUnit: Mask = (canonical, profile) =>
  profile === 'partial' ? keepEnds(canonical, 12, 2) : keepEnds(canonical, 6, 0);
