import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';

/** Province sign, year, city or county, certificate (不动产权) or proof of registration (不动产证明), seven digits. */
const FORM = /^(\p{Script=Han})\(([0-9]{4})\)\p{Script=Han}+不动产(?:权|证明)第[0-9]{7}号$/u;
/** Unified registration began with 2015; older certificates of houses and land are other types. */
const FIRST_YEAR = '2015';

/** 不动产权证号, as printed on the certificate. */
export const parseRealEstateCert: ParseIdentifier = (text, context) => {
  const [, sign, year] = FORM.exec(text) ?? [];
  if (sign === undefined || year === undefined) return fail(['STRUCTURE']);
  const reasons: Reason[] = [];
  if (!context.regions.hasProvinceSign(sign)) reasons.push('CODE_UNKNOWN');
  if (year < FIRST_YEAR) reasons.push('DATE_INVALID');
  if (context.at !== undefined && year > context.at.slice(0, 4)) reasons.push('DATE_FUTURE');
  return reasons.length > 0 ? fail(inReasonOrder(reasons)) : ok({ canonical: text, parts: {}, warnings: [] });
};
