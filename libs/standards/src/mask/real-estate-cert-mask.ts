import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** The seven digits and 号 that the text ends with. */
const NUMBER_LENGTH = 8;

/** What is printed before the number says where and when, not whose. Takes the canonical form. */
export const maskRealEstateCert: Mask = (canonical, profile) =>
  canonical.slice(0, -NUMBER_LENGTH) + keepEnds(canonical.slice(-NUMBER_LENGTH), 0, profile === 'partial' ? 3 : 1);
