import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';
import { reasonOfRegion } from './region-reason.js';

const LENGTH = 28;
/** 宗地特征码: whose land it is, and what it is; 所有权宗地 A and 宅基地 C exist on collective land (J) alone. */
const PARCEL_KINDS = /^(?:[GJZ][BSXDEFLNHGWY]|J[AC])$/;
const FIXTURE_KINDS = /^[FLQW]$/;
/** 定着物特征码 W: there is nothing on the land, so nothing is counted. */
const NO_FIXTURE = 'W';
const NO_UNIT = '00000000';

/** 不动产单元号, GB/T 37346. It has no check digit. */
export const parseRealEstateUnit: ParseIdentifier = (text, context) => {
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  // Places of letters; a letter at a place of digits is STRUCTURE (domain.md §6).
  if (!/^[0-9A-Z]{12}[A-Z]{2}[0-9A-Z]{5}[A-Z][0-9A-Z]{8}$/.test(text)) return fail(['CHARSET']);
  const parts = partsOf(text);

  const reasons: Reason[] = [];
  const isNumbered = /^[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}$/.test(text);
  const isEmptyLand = parts.fixtureKind === NO_FIXTURE;
  if (!isNumbered || (isEmptyLand && parts.fixtureUnit !== NO_UNIT)) reasons.push('STRUCTURE');
  if (!PARCEL_KINDS.test(parts.parcelKind) || !FIXTURE_KINDS.test(parts.fixtureKind)) reasons.push('CODE_UNKNOWN');
  const place = /^[0-9]{6}$/.test(parts.region) ? reasonOfRegion(parts.region, context) : undefined;
  if (place !== undefined) reasons.push(place);
  return reasons.length > 0 ? fail(inReasonOrder(reasons)) : ok({ canonical: text, parts: { ...parts }, warnings: [] });
};

function partsOf(text: string) {
  return {
    region: text.slice(0, 6),
    /** 地籍区 and 地籍子区. */
    cadastralArea: text.slice(6, 9),
    cadastralSubarea: text.slice(9, 12),
    parcelKind: text.slice(12, 14),
    parcelSeq: text.slice(14, 19),
    fixtureKind: text.slice(19, 20),
    fixtureUnit: text.slice(20),
  };
}
