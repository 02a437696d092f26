import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** Shorter numbers would be guessed from eight of their characters. */
const SHORTEST_SHOWN = 12;

/** Household, permit, card and case numbers, and every other string that has no rule of its own. */
export const maskSerial: Mask = (value, profile) =>
  profile === 'partial' && [...value].length >= SHORTEST_SHOWN ? keepEnds(value, 4, 4) : undefined;
