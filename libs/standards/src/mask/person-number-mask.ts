import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** `990*************17` tells two records apart, `9****************7` only a kind. Takes the canonical form. */
export const maskPersonNumber: Mask = (canonical, profile) =>
  profile === 'partial' ? keepEnds(canonical, 3, 2) : keepEnds(canonical, 1, 1);
