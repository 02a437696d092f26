import { isCalendarDate } from '../identifier/calendar-date.js';
import type { Mask } from './profile.js';

/** `1900-01-**` and `1900-**-**`. */
export const maskDate: Mask = (value, profile) => {
  if (!isCalendarDate(value)) return undefined;
  return profile === 'partial' ? `${value.slice(0, 7)}-**` : `${value.slice(0, 4)}-**-**`;
};
