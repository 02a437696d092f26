import { keepEnds } from './keep-ends.js';
import type { Mask } from './profile.js';

/** The kind of number; partial shows the end of the person number in it, too. Takes the canonical form. */
export const maskStudentNo: Mask = (canonical, profile) => keepEnds(canonical, 1, profile === 'partial' ? 2 : 0);
