import { ok } from '@shutong/kernel';
import type { IdentifierContext, ParseIdentifier } from './identifier.js';
import { readPersonNumber } from './person-number.js';
import type { Reason } from './reason.js';
import { reasonOfRegion } from './region-reason.js';

/** 公民身份号码, GB 11643: the prefix is the region where the number was given. */
export const parseResidentId: ParseIdentifier = (text, context) => {
  const number = readPersonNumber(text, context.at, (region, birthDate) => reasonOfHome(region, birthDate, context));
  if (!number.ok) return number;
  const { prefix: region, birthDate, sex } = number.value;
  return ok({ canonical: text, parts: { region, birthDate, sex }, warnings: [] });
};

function reasonOfHome(region: string, birthDate: string | undefined, context: IdentifierContext): Reason | undefined {
  const reason = reasonOfRegion(region, context, birthDate);
  // Nationally a leading 9 marks a foreigner's number (外国人永久居留身份证); only the fixture table has regions with 9.
  const isForeign = reason === 'REGION_UNKNOWN' && region.startsWith('9') && !context.regions.hasPrefix('9');
  return isForeign ? 'STRUCTURE' : reason;
}
