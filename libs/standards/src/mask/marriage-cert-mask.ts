import type { Mask } from './profile.js';

/** `J990104-2026-****01`, `J******-****-******`. Takes the canonical form. */
export const maskMarriageCert: Mask = (canonical, profile) =>
  profile === 'partial' ? `${canonical.slice(0, -6)}****${canonical.slice(-2)}` : canonical.replaceAll(/[0-9]/gu, '*');
