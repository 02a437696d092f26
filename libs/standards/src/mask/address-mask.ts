import type { Mask } from './profile.js';

const CUT = '****';

/** The finest unit that stays, tried in turn: 区 县 旗, else 市, else 省; strict stops at the city. */
const UNITS = {
  partial: [/[区县旗]/u, /市/u, /省/u],
  strict: [/市/u, /省/u],
} as const;

/** An address, cut after its first unit of the profile; undefined when it names none. */
export const maskAddress: Mask = (value, profile) => {
  for (const unit of UNITS[profile]) {
    const place = value.search(unit);
    if (place >= 0) return value.slice(0, place + 1) + CUT;
  }
  return undefined;
};
