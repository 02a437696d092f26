import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';
import { reasonOfRegion } from './region-reason.js';

const LENGTH = 12;
const NONE = '000';

/** 统计用区划代码 of a village or community: region 6, township 3, village 3. Only the region has a table. */
export const parseRegion12: ParseIdentifier = (text, context) => {
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  if (!/^[0-9]{12}$/.test(text)) return fail(['CHARSET']);
  const reasons: Reason[] = [];
  if (text.slice(6, 9) === NONE && text.slice(9) !== NONE) reasons.push('STRUCTURE');
  const place = reasonOfRegion(text.slice(0, 6), context);
  if (place !== undefined) reasons.push(place);
  return reasons.length > 0 ? fail(inReasonOrder(reasons)) : ok({ canonical: text, parts: {}, warnings: [] });
};
