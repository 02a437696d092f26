import type { Scene } from '../scene.js';
import { dayQuota } from './day-quota.js';
import { jointSupervision } from './joint-supervision.js';
import { lowIncomeCheck } from './low-income-check.js';
import { oneTimeConsent } from './one-time-consent.js';
import { singleRefusals } from './single-refusals.js';
import { suspension } from './suspension.js';
import { taxDeductions } from './tax-deductions.js';
import { withdrawalRace } from './withdrawal-race.js';

/** In the order in which they are played: what spends a quota or a consent comes after what needs it. */
export const SCENES: readonly Scene[] = [
  lowIncomeCheck,
  jointSupervision,
  taxDeductions,
  ...singleRefusals,
  oneTimeConsent,
  suspension,
  dayQuota,
  withdrawalRace,
];
