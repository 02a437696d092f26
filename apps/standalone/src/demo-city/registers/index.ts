import type { RegistersOf } from '../register.js';
import { aidedFamilies, marriages } from './civil-affairs.js';
import { enterprises, inspections, irregularities, productChecks } from './market.js';
import { disabilityCertificates, housingFund, medicalInsurance, realEstate, residents, students, vehicles } from './persons.js';
import { contributions, employments, pensions } from './social-security.js';
import { incomes, taxStatus } from './tax.js';

/** What each department keeps, by its body. */
export const REGISTERS: RegistersOf = {
  ga: [residents],
  mz: [marriages, aidedFamilies],
  scj: [enterprises, irregularities, productChecks, inspections],
  sw: [taxStatus, incomes],
  rs: [contributions, pensions, employments],
  yb: [medicalInsurance],
  zr: [realEstate],
  gjj: [housingFund],
  jj: [vehicles],
  cl: [disabilityCertificates],
  jy: [students],
};
